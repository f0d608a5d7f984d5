"""S3 and everything that speaks like it: Cloudflare R2, Backblaze B2, MinIO, the clouds of Indonesian providers.

The only door to obstore. Owns how its errors are told. Keys come in as values, from the environment; no message holds
one, as obstore's own words are never passed on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, NoReturn

import obstore
from obstore.exceptions import (
    BaseError,
    InvalidPathError,
    NotFoundError,
    PermissionDeniedError,
    UnauthenticatedError,
)
from obstore.store import S3Store

from generator.deploy.failures import (
    BAD_RECORD,
    BAD_VARIABLE,
    DENIED,
    NO_CREDENTIALS,
    NO_PLACE,
    STRANGE_NAMES,
    WRONG_CLOCK,
)
from generator.deploy.target import MOST_BYTES, Headers, Stored, Unreachable
from generator.problems import ProblemsFound, problem
from generator.shop.model.deploy import S3, is_endpoint

if TYPE_CHECKING:
    from obstore import ObjectMeta
    from obstore.store import S3Config

_KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
_VARIABLES = (
    *_KEYS, "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL",
)  # fmt: skip
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
        around = self._given(environment)
        missing = [name for name in _KEYS if name not in around]
        if missing and not (len(missing) == len(_KEYS) and any(environment.get(each) for each in _OTHER_WAYS)):
            raise ProblemsFound([problem(NO_CREDENTIALS, host=self.shown, names=", ".join(missing))])
        endpoint = place.endpoint or around.get("AWS_ENDPOINT_URL_S3") or around.get("AWS_ENDPOINT_URL") or ""
        region = place.region or around.get("AWS_REGION") or around.get("AWS_DEFAULT_REGION")
        config: S3Config = {"region": region or ("auto" if endpoint else "us-east-1")}
        if endpoint:
            config["endpoint"] = endpoint
        if not missing:
            config["access_key_id"], config["secret_access_key"] = (around[name] for name in _KEYS)
        if token := around.get("AWS_SESSION_TOKEN"):
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
            answer = obstore.get(self._store, path)
            if answer.meta["size"] > MOST_BYTES:
                raise ProblemsFound([problem(BAD_RECORD, file=path, host=self.shown)])
            return bytes(answer.bytes())
        except (NotFoundError, FileNotFoundError):
            return None
        except (BaseError, OSError) as error:
            self._tell(error)

    def files(self, folders: Collection[str]) -> Mapping[str, Stored]:
        try:
            try:
                found = list(self._all())
            except InvalidPathError:
                # Somewhere in the bucket is a name like `foto//1.jpg`, which obstore cannot say: around it, then.
                found = list(self._in(folders))
        except InvalidPathError:
            raise ProblemsFound([problem(STRANGE_NAMES, host=self.shown)]) from None
        except (BaseError, OSError) as error:
            self._tell(error)
        return {each["path"]: Stored(each["size"], _md5(each["e_tag"])) for each in found}

    def _all(self) -> Iterator[ObjectMeta]:
        for chunk in obstore.list(self._store):
            yield from chunk

    def _in(self, folders: Collection[str]) -> Iterator[ObjectMeta]:
        for folder in sorted(folders):
            yield from obstore.list_with_delimiter(self._store, folder or None)["objects"]

    def _given(self, environment: Mapping[str, str]) -> dict[str, str]:
        """What the environment says, without the blanks that copying adds. Raises `ProblemsFound` for what could not
        be sent: obstore would break off in the middle."""
        around = {name: environment.get(name, "").strip() for name in _VARIABLES}
        for name, value in around.items():
            fits = is_endpoint(value) if "URL" in name else re.fullmatch(r"[!-~]+", value)
            if value and not fits:
                raise ProblemsFound([problem(BAD_VARIABLE, name=name, host=self.shown)])
        return {name: value for name, value in around.items() if value}

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
        if "RequestTimeTooSkewed" in said:
            raise ProblemsFound([problem(WRONG_CLOCK, host=self.shown)]) from None
        if isinstance(error, (PermissionDeniedError, UnauthenticatedError, PermissionError)) or _is_denial(said):
            raise ProblemsFound([problem(DENIED, host=self.shown, reason=_code(said))]) from None
        if isinstance(error, (NotFoundError, FileNotFoundError)) or "NoSuchBucket" in said:
            raise ProblemsFound([problem(NO_PLACE, host=self.shown, place=self._bucket)]) from None
        raise Unreachable(_code(said)) from None


_DENIALS = ("InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "ExpiredToken", "PermanentRedirect")
_CODES = (
    *_DENIALS, "SlowDown", "InternalError", "ServiceUnavailable", "timed out", "dns error", "Connection refused",
    "certificate",
)  # fmt: skip


def _code(said: str) -> str:
    """The word by which a service names what is wrong."""
    return next((code for code in _CODES if code in said), "no answer")


def _is_denial(said: str) -> bool:
    return any(code in said for code in _DENIALS)


def _md5(e_tag: str | None) -> str:
    """The MD5 that an entity tag is, of a file sent in one piece and not encrypted by a key of its own."""
    tag = (e_tag or "").strip('"').lower()
    return tag if len(tag) == 32 and all(c in "0123456789abcdef" for c in tag) else ""
