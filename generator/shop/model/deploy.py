"""`deploy:` in shop.yaml: where the site is published. Never how one gets in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from pydantic import Field

from generator.problems import Kind, Refused
from generator.shop.model.base import Model, need_one
from generator.shop.model.leaves import Count, Line

SECRET_KEY = Kind(
    "deploy-secret",
    "`{key}` would be a secret, and this file is no place for one: it is copied, shared and kept in repositories.",
    "Delete the line, and make a new secret if others may have seen it. docs/hosting.md says where it belongs.",
)
SECRET_VALUE = Kind(
    "deploy-secret",
    "What stands under `{key}` holds a secret, and this file is no place for one.",
    "Delete it, and make a new secret if others may have seen it. docs/hosting.md says where it belongs.",
)
ENDPOINT_FORM = Kind(
    "deploy-endpoint",
    "This is not the address of a storage service.",
    "Copy it from your provider; it starts with https:// and has no bucket in it.",
)
PLACE_FORM = Kind(
    "deploy-form",
    "What stands under `{key}` cannot be that.",
    "Copy it from your provider; it looks like `{example}`.",
)

SECRETS = (
    "password", "pass", "passwd", "passphrase", "secret", "secret_key", "secret_access_key", "access_key",
    "access_key_id", "api_key", "api_token", "auth", "token", "session_token", "key", "private_key", "key_file",
    "identity_file", "credentials", "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "kata_sandi",
    "sandi", "kunci",
)  # fmt: skip
"""Keys that people write for a secret; none of them is one of ours."""

_SECRET = re.compile(
    r"\bA[KS]IA[0-9A-Z]{16}\b|\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{15,}|-----BEGIN|://[^/@\s]*:[^/@\s]*@"
    r"|://(?!git@)[^/@\s]{20,}@"
)
_ENDPOINT = re.compile(r"https?://([\w.-]+|\[[0-9A-Fa-f:.]+\])(:(\d{1,5}))?/?", re.ASCII)


def is_endpoint(text: str) -> bool:
    """Whether this is the address of a storage service, with nothing in it that its client would stumble over."""
    found = _ENDPOINT.fullmatch(text)
    return found is not None and int(found[3] or 0) < 1 << 16


class Host(Model):
    """What all hosts share: no secrets, and nothing that another program would take for an option or a way out."""

    secretive: ClassVar[bool] = True
    forms: ClassVar[Mapping[str, tuple[str, str]]] = MappingProxyType({})
    """Key → how its value is written, as a pattern, and an example."""
    elsewhere: ClassVar[Mapping[str, Kind]] = MappingProxyType(dict.fromkeys(SECRETS, SECRET_KEY))

    @classmethod
    def arrange(cls, given: dict[str, Any]) -> dict[str, Any]:
        for key, value in given.items():
            if isinstance(value, str) and _SECRET.search(value):
                raise Refused(SECRET_VALUE, below=(key,), key=key)
        for key, (form, example) in cls.forms.items():
            value = given.get(key)
            if isinstance(value, str) and value.strip() and not re.fullmatch(form, value.strip(), re.ASCII):
                raise Refused(PLACE_FORM, below=(key,), key=key, example=example)
        return given

    @classmethod
    def expand(cls, given: str) -> dict[str, Any]:
        return cls.arrange({cls.shorthand: given})


class Git(Host):
    """A branch of a git repository, for GitHub Pages and the like. Your own git pushes it."""

    shorthand: ClassVar[str] = "repository"
    forms: ClassVar[Mapping[str, tuple[str, str]]] = MappingProxyType(
        {"repository": (r"(?!-).*", "git@github.com:nama/toko.git"), "branch": (r"(?![-/])[^\s~^:?*\[\\]+", "gh-pages")}
    )

    repository: Line | None = Field(
        None, description="Where it is: `git@github.com:nama/toko.git`; without it, `origin` of the shop's folder."
    )
    branch: Line = Field("gh-pages", description="The branch that holds the site and nothing else.")


class S3(Host):
    """A bucket of Amazon S3, Cloudflare R2 or any storage that speaks S3."""

    shorthand: ClassVar[str] = "bucket"
    forms: ClassVar[Mapping[str, tuple[str, str]]] = MappingProxyType(
        {
            "bucket": (r"[A-Za-z0-9][\w.-]*", "toko-melati"),
            "region": (r"[A-Za-z0-9-]+", "ap-southeast-3"),
            "folder": (r"/?((?!\.{1,2}(/|$))[^/]+(/|$))*", "toko"),
        }
    )

    bucket: Line = Field(description="The bucket's name.")
    endpoint: Line | None = Field(
        None, description="The address of the service, for all but Amazon: `https://….r2.cloudflarestorage.com`."
    )
    region: Line | None = Field(None, description="The region: `ap-southeast-3`.")
    folder: Line | None = Field(None, description="A folder in the bucket; without it, the site is at its top.")

    @classmethod
    def arrange(cls, given: dict[str, Any]) -> dict[str, Any]:
        given = super().arrange(given)
        endpoint = given.get("endpoint")
        if isinstance(endpoint, str) and not is_endpoint(endpoint.strip()):
            raise Refused(ENDPOINT_FORM, below=("endpoint",))
        return given


class Sftp(Host):
    """A folder on a server that you reach with SSH."""

    # Both may stand in a `ProxyCommand` of ~/.ssh/config.
    forms: ClassVar[Mapping[str, tuple[str, str]]] = MappingProxyType(
        {"host": (r"(?!-)[\w.:%\[\]-]+", "toko-melati.example"), "user": (r"(?!-)[\w.@+\\-]+", "saya")}
    )

    host: Line = Field(description="The server's name, or its name in your ~/.ssh/config.")
    user: Line | None = Field(None, description="Your name there; without it, what ~/.ssh/config says.")
    port: Count | None = Field(None, description="The port, where it is not 22.")
    folder: Line = Field(description="The folder that the server shows: `/var/www/toko`.")


HOSTS = ("zip", "folder", "git", "s3", "sftp")


class Deploy(Host):
    """Where `etalase deploy` puts the site: one of these, or several to choose from. A way in is never written here."""

    zip: Line | None = Field(None, description="A ZIP file to drag onto a host's page: `toko.zip`.")
    folder: Line | None = Field(None, description="A folder on this computer: `/var/www/toko`.")
    git: Git | None = Field(None, description="A branch of a git repository, for GitHub Pages.")
    s3: S3 | None = Field(None, description="A bucket: Amazon S3, Cloudflare R2 and the like.")
    sftp: Sftp | None = Field(None, description="A folder on a server that you reach with SSH.")

    @classmethod
    def arrange(cls, given: dict[str, Any]) -> dict[str, Any]:
        if not any(key in SECRETS for key in given):
            need_one(given, HOSTS)
        return super().arrange(given)

    @property
    def named(self) -> tuple[str, ...]:
        """The hosts that are named here."""
        return tuple(each for each in HOSTS if getattr(self, each) is not None)
