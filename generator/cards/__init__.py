"""The share pictures of a site: `studio` draws and keeps them, `shelf` says which ones the site publishes."""
