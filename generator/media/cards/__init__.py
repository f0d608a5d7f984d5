"""Share pictures: a shop or a PO as one picture to post, in its theme's colours and type.

`formats` says which pictures there are, `face` and `letters` set text in the fonts at hand, `fitting` breaks and fits
it, `canvas` draws, `layouts` holds one function for each idea, `draw` puts them together.
"""
