"""What can go wrong with a deployment, in words for the seller.

Owns the kinds only. No field of theirs ever holds a secret.
"""

from __future__ import annotations

from generator.problems import Kind, Severity

NO_TARGET = Kind(
    "deploy-missing",
    "The shop does not say where it is published.",
    "Write `deploy:` into shop.yaml, for example `deploy:` and below it `  zip: toko.zip`; docs/hosting.md has one for "
    "each host.",
)
SEVERAL = Kind("deploy-several", "The shop names several hosts: {names}.", "Say which one: `etalase deploy {one}`.")
EXTRA_MISSING = Kind(
    "deploy-extra",
    "To publish to {host}, the part `{extra}` of Etalase is needed, and it is not installed.",
    "Install it: {command}",
)
NO_HOME = Kind(
    "deploy-home",
    "There is no `{folder}` on this computer: nobody here is called so.",
    "Write the whole way to the folder, or `~/` for your own.",
)
UNREACHABLE = Kind(
    "deploy-unreachable",
    "{host} cannot be reached: {reason}.",
    "Look at your connection, then run `etalase deploy` again.",
)
DENIED = Kind(
    "deploy-denied",
    "{host} does not let us in: {reason}.",
    "Check the key and what it may do; docs/hosting.md says where it belongs. Nothing in shop.yaml can help here.",
)
NO_CREDENTIALS = Kind(
    "deploy-no-credentials",
    "There is no key for {host}: {names} are not set.",
    "Set them in the terminal or in the secrets of your build server, never in shop.yaml.",
)
BAD_VARIABLE = Kind(
    "deploy-variable",
    "{name} in the environment cannot be what {host} needs.",
    "Copy it there again, whole and on one line.",
)
WRONG_CLOCK = Kind(
    "deploy-clock",
    "{host} says that the clock of this computer is wrong.",
    "Let the system set date and time, then run `etalase deploy` again; a wrong clock makes wrong pages as well.",
)
STRANGE_NAMES = Kind(
    "deploy-strange-names",
    "A file on {host} has a name that cannot be read, such as one with `..` or a control character.",
    "Rename it there, or give the site a folder of its own with `folder:`.",
)
HOST_KEY = Kind(
    "deploy-host-key",
    "The server {host} is not one that this computer knows, or its key has changed.",
    "Connect once by hand with `ssh {host}` and compare the fingerprint with the one your provider shows.",
)
NO_PLACE = Kind("deploy-no-place", "{host} has no {place}.", "Make it there first, or correct its name in shop.yaml.")
BAD_RECORD = Kind(
    "deploy-list-unreadable",
    "{file} on {host}, the list of what Etalase put there, is damaged or comes from another version.",
    "Nothing was touched. Take the old site away there by hand, then deploy again.",
)
FOREIGN = Kind(
    "deploy-file-not-ours",
    "{file} belongs to the site, but a file that Etalase did not put there stands on {host}.",
    "Move or delete it there if nobody needs it, then deploy again.",
)
NOT_A_ZIP = Kind(
    "deploy-zip-not-ours",
    "{file} is there already and was not made by Etalase.",
    "Move it, or write another name in `deploy: zip:`.",
)
GIT_MISSING = Kind(
    "deploy-git-missing", "The program git is not on this computer.", "Install it from git-scm.com, then try again."
)
GIT_NO_REPOSITORY = Kind(
    "deploy-git-where",
    "The shop's folder has no repository to publish to.",
    "Write `repository:` below `git:`, for example `git@github.com:nama/toko.git`.",
)
MEANWHILE = Kind(
    "deploy-meanwhile",
    "Something else was published to {host} since these changes were shown, so they are not sent.",
    "Run `etalase deploy` again; it starts from what is there.",
)
REFUSED_BY_HOST = Kind(
    "deploy-refused", "{host} refused {file}: {reason}.", "Run `etalase deploy` again; if it stays so, ask your host."
)
STAYS_WHOLE = Kind(
    "deploy-stays-whole",
    "On {host} some pages may be new already and some still old; each has the files it needs.",
    "The next `etalase deploy` goes on from there.",
    severity=Severity.HINT,
)
ADDRESS_GOES = Kind(
    "deploy-address-goes",
    "The address `{address}` is live now and would vanish; links that people shared would end nowhere.",
    "If the page has moved, write into its file: `aliases: [{alias}]`",
    severity=Severity.WARNING,
)
ADDRESS_MOVED = Kind(
    "deploy-address-goes",
    "The address `{address}` is live now and would vanish; links that people shared would end nowhere.",
    "If it is the page in `{file}`, write there: `aliases: [{alias}]`",
    severity=Severity.WARNING,
)
ONLY_A_DEMO = Kind(
    "deploy-demo",
    "This shop is a demo: its contacts and accounts belong to nobody.",
    "Write your own into shop.yaml. To show the demo as a demo, add --demo.",
)
LIVE_OTHER = Kind(
    "deploy-live-differs",
    "{address} does not show what was just put there.",
    "Many hosts take a minute; look at it in a browser. If it stays so, the host changes pages or caches them.",
    severity=Severity.WARNING,
)
LIVE_SILENT = Kind(
    "deploy-live-silent",
    "{address} cannot be read: {reason}.",
    "New addresses take a while. Check `url` in shop.yaml and open it in a browser.",
    severity=Severity.WARNING,
)
