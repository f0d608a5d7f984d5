"""S3 and everything that speaks like it: Cloudflare R2, Backblaze B2, MinIO, the clouds of Indonesian providers.

The only door to obstore. Owns how its errors are told. Keys come in as values, from the environment; no message holds
one, as obstore's own words are never passed on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, NoReturn

import obstore
from obstore.exceptions import (
    BaseError,
    NotFoundError,
    PermissionDeniedError,
    UnauthenticatedError,
)
from obstore.store import S3Store

from generator.deploy.failures import DENIED, NO_CREDENTIALS, NO_PLACE
from generator.deploy.target import Headers, Stored, Unreachable
from generator.problems import ProblemsFound, problem
from generator.shop.model.deploy import S3

if TYPE_CHECKING:
    from obstore.store import S3Config

_KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
_OTHER_WAYS = (
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)
"""Build servers and clouds that lend a key instead."""


class Bucket:
    """A `Target` in a bucket, below a folder of it where one is said."""

    jobs = 4
    whole = False

    def __init__(self, place: S3, environment: Mapping[str, str]) -> None:
        """Raises `ProblemsFound` when there is no key."""
        self.shown = f"s3://{place.bucket}" + (f"/{place.folder.strip('/')}" if place.folder else "")
        self._bucket = place.bucket
        if not any(environment.get(each) for each in _OTHER_WAYS):
            missing = [name for name in _KEYS if not environment.get(name)]
            if missing:
                raise ProblemsFound([problem(NO_CREDENTIALS, host=self.shown, names=", ".join(missing))])
        endpoint = place.endpoint or environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL") or ""
        region = place.region or environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION")
        config: S3Config = {"region": region or ("auto" if endpoint else "us-east-1")}
        if endpoint:
            config["endpoint"] = endpoint
        if key := environment.get(_KEYS[0]):
            config["access_key_id"] = key
            config["secret_access_key"] = environment[_KEYS[1]]
        if token := environment.get("AWS_SESSION_TOKEN"):
            config["session_token"] = token
        self._store = S3Store(
            place.bucket,
            prefix=place.folder.strip("/") if place.folder else None,
            config=config,
            client_options={"allow_http": endpoint.startswith("http://"), "timeout": timedelta(seconds=60)},
            # The tries are ours, with their pauses in one place.
            retry_config={"max_retries": 0, "retry_timeout": timedelta(seconds=60)},
        )

    def read(self, path: str) -> bytes | None:
        try:
            return bytes(obstore.get(self._store, path).bytes())
        except (NotFoundError, FileNotFoundError):
            return None
        except (BaseError, OSError) as error:
            self._tell(error)

    def files(self, folders: Collection[str]) -> Mapping[str, Stored]:
        del folders
        try:
            return {
                each["path"]: Stored(each["size"], _md5(each["e_tag"]))
                for chunk in obstore.list(self._store)
                for each in chunk
            }
        except (BaseError, OSError) as error:
            self._tell(error)

    def put(self, path: str, content: bytes, headers: Headers) -> None:
        attributes = {"Content-Type": headers.content_type, "Cache-Control": headers.cache_control}
        try:
            # In one request, whatever the size: the bucket's checksum is then that of the bytes.
            obstore.put(self._store, path, content, attributes=attributes, use_multipart=False)
        except (BaseError, OSError) as error:
            self._tell(error)

    def delete(self, path: str) -> None:
        try:
            obstore.delete(self._store, path)
        except (NotFoundError, FileNotFoundError):
            pass
        except (BaseError, OSError) as error:
            self._tell(error)

    def finish(self, note: str) -> None:
        del note

    def close(self) -> None:
        pass

    def _tell(self, error: BaseException) -> NoReturn:
        """In our words: those of the service may repeat headers, and so the key."""
        said = str(error)
        if isinstance(error, (PermissionDeniedError, UnauthenticatedError, PermissionError)) or _is_denial(said):
            raise ProblemsFound([problem(DENIED, host=self.shown, reason=_code(said))]) from None
        if isinstance(error, (NotFoundError, FileNotFoundError)) or "NoSuchBucket" in said:
            raise ProblemsFound([problem(NO_PLACE, host=self.shown, place=self._bucket)]) from None
        raise Unreachable(_code(said)) from None


_CODES = (
    "InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "ExpiredToken", "RequestTimeTooSkewed",
    "PermanentRedirect", "SlowDown", "InternalError", "ServiceUnavailable", "timed out", "dns error",
    "Connection refused", "certificate",
)  # fmt: skip


def _code(said: str) -> str:
    """The word by which a service names what is wrong."""
    return next((code for code in _CODES if code in said), "no answer")


def _is_denial(said: str) -> bool:
    return any(code in said for code in _CODES[:6])


def _md5(e_tag: str | None) -> str:
    """The MD5 that an entity tag is, of a file sent in one piece and not encrypted by a key of its own."""
    tag = (e_tag or "").strip('"').lower()
    return tag if len(tag) == 32 and all(c in "0123456789abcdef" for c in tag) else ""
