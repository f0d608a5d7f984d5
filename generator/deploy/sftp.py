"""A folder on a server, over SSH.

The only door to asyncssh. Owns that a file is whole when it gets its name, and that a server is believed only when
this computer knows it. Keys, the agent and ~/.ssh/config are ssh's own; no password is asked for or taken.
"""

from __future__ import annotations

import asyncio
import posixpath
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress
from typing import TypeVar

import asyncssh

from generator.deploy.failures import BAD_RECORD, DENIED, HOST_KEY, NO_PLACE, REFUSED_BY_HOST
from generator.deploy.target import MOST_BYTES, Headers, Stored, Unreachable
from generator.problems import ProblemsFound, problem
from generator.publish.manifest import is_temporary, parents, temporary_name
from generator.shop.model.deploy import Sftp

PATIENCE_S = 20
_T = TypeVar("_T")


class Server:
    """A `Target` behind SSH; one connection, made again when it breaks off."""

    jobs = 1
    whole = False

    def __init__(self, place: Sftp) -> None:
        self.shown = (
            f"sftp://{f'{place.user}@' if place.user else ''}{place.host}{f':{place.port}' if place.port else ''}"
        )
        self._place = place
        self._home = place.folder.rstrip("/") or "/"
        self._runner = asyncio.Runner()
        self._connection: asyncssh.SSHClientConnection | None = None
        self._client: asyncssh.SFTPClient | None = None
        self._known: set[str] = set()
        self._left: set[str] = set()

    def read(self, path: str) -> bytes | None:
        async def read(client: asyncssh.SFTPClient) -> bytes | None:
            try:
                async with client.open(self._at(path), "rb") as file:
                    read = await file.read(MOST_BYTES + 1)
                    content = read.encode() if isinstance(read, str) else read
            except asyncssh.SFTPNoSuchFile:
                return None
            if len(content) > MOST_BYTES:
                raise ProblemsFound([problem(BAD_RECORD, file=path, host=self.shown)])
            return content

        return self._run(read, path)

    def files(self, folders: Collection[str]) -> Mapping[str, Stored]:
        async def listed(client: asyncssh.SFTPClient) -> dict[str, Stored]:
            found: dict[str, Stored] = {}
            for folder in sorted(folders):
                try:
                    names = await client.readdir(self._at(folder))
                except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                    continue
                self._known.add(folder)
                for each in names:
                    name = str(each.filename)
                    path = f"{folder}/{name}".lstrip("/")
                    if is_temporary(name):
                        self._left.add(path)
                    elif each.attrs.type == asyncssh.FILEXFER_TYPE_REGULAR:
                        found[path] = Stored(each.attrs.size or 0)
                    elif each.attrs.type != asyncssh.FILEXFER_TYPE_DIRECTORY:
                        found[path] = Stored(-1)  # a link, say: it stands there, and no bytes are as long
            return found

        return self._run(listed, "")

    def put(self, path: str, content: bytes, headers: Headers) -> None:
        del headers  # the server's own configuration says them

        async def put(client: asyncssh.SFTPClient) -> None:
            for folder in parents(path):
                if folder not in self._known:
                    with suppress(asyncssh.SFTPFileAlreadyExists, asyncssh.SFTPFailure):
                        await client.mkdir(self._at(folder))
                    self._known.add(folder)
            target = self._at(path)
            temporary = posixpath.join(posixpath.dirname(target), temporary_name())
            try:
                async with client.open(temporary, "wb") as file:
                    await file.write(content)
                await client.posix_rename(temporary, target)
            except asyncssh.SFTPError:
                with suppress(asyncssh.SFTPError):
                    await client.remove(temporary)
                raise

        self._run(put, path)

    def delete(self, path: str) -> None:
        async def delete(client: asyncssh.SFTPClient) -> None:
            with suppress(asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                await client.remove(self._at(path))
            for folder in reversed(parents(path)):
                try:
                    await client.rmdir(self._at(folder))  # refused while anything is in it
                except asyncssh.SFTPError:
                    break
                self._known.discard(folder)

        self._run(delete, path)

    def finish(self, note: str) -> None:
        del note

        async def tidy(client: asyncssh.SFTPClient) -> None:
            for path in sorted(self._left):  # pieces of a deployment that was cut off
                with suppress(asyncssh.SFTPNoSuchFile):
                    await client.remove(self._at(path))

        if self._left:
            self._run(tidy, "")

    def close(self) -> None:
        self._disconnect()
        self._runner.close()

    def _at(self, path: str) -> str:
        return posixpath.join(self._home, path) if path else self._home

    def _run(self, work: Callable[[asyncssh.SFTPClient], Awaitable[_T]], path: str) -> _T:
        async def within_time() -> _T:
            async with asyncio.timeout(PATIENCE_S * 6):
                return await work(await self._connected())

        try:
            return self._runner.run(within_time())
        except asyncssh.HostKeyNotVerifiable as error:
            raise ProblemsFound([problem(HOST_KEY, host=self._place.host)]) from error
        except (asyncssh.PermissionDenied, asyncssh.SFTPPermissionDenied) as error:
            reason = "no permission" if isinstance(error, asyncssh.SFTPError) else "no key of yours is accepted there"
            raise ProblemsFound([problem(DENIED, host=self.shown, reason=reason)]) from error
        except (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection) as error:
            self._disconnect()
            raise Unreachable("the connection broke off") from error
        except asyncssh.SFTPError as error:
            raise ProblemsFound([problem(REFUSED_BY_HOST, host=self.shown, file=path, reason=error.reason)]) from error
        except (OSError, asyncssh.Error, TimeoutError) as error:
            self._disconnect()
            raise Unreachable(_reason(error)) from error

    async def _connected(self) -> asyncssh.SFTPClient:
        if self._client is None:
            place = self._place
            named = {"username": place.user} if place.user else {}
            port = {"port": place.port} if place.port else {}
            self._connection = await asyncssh.connect(
                place.host,
                **port,
                **named,
                connect_timeout=PATIENCE_S,
                login_timeout=PATIENCE_S,
                keepalive_interval=PATIENCE_S,
                password_auth=False,
                kbdint_auth=False,
            )
            # Names of somebody else may be in an old code page.
            self._client = await self._connection.start_sftp_client(path_errors="surrogateescape")
            if not await self._client.isdir(self._home):
                raise ProblemsFound([problem(NO_PLACE, host=self.shown, place=self._home)])
        return self._client

    def _disconnect(self) -> None:
        connection, self._connection, self._client = self._connection, None, None
        self._known.clear()
        if connection is not None:

            async def end() -> None:
                connection.abort()
                with suppress(Exception):
                    await asyncio.wait_for(connection.wait_closed(), 2)

            self._runner.run(end())


def _reason(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return "no answer"
    if isinstance(error, ConnectionRefusedError):
        return "connection refused"
    if isinstance(error, asyncssh.Error):
        return "the connection broke off"
    return error.strerror or "no answer" if isinstance(error, OSError) else "no answer"
