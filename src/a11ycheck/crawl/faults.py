"""What went wrong on the way to a page, in one line that says what to do."""

import ssl
from collections.abc import Iterator

from requests.exceptions import ConnectTimeout, ProxyError, RequestException, Timeout
from urllib3.exceptions import DecodeError, HTTPError, NameResolutionError, ProtocolError, ReadTimeoutError

from a11ycheck.model import Reason
from a11ycheck.notes import note
from a11ycheck.settings import Language
from a11ycheck.urls import site_of

# All that the network and a hostile server can raise in requests and urllib3; ValueError covers broken addresses.
FAULTS = (RequestException, HTTPError, OSError, ValueError)


def explain(fault: Exception, url: str, lang: Language) -> tuple[Reason, str]:
    """Return the reason and the line, in a language, for an exception that a request to ``url`` raised.

    Nothing that the server sent enters the line, so that it is safe in a terminal.
    """
    host = site_of(url)
    causes = list(_causes(fault))
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            return Reason.TLS, _explain_tls(cause, host, lang)
    if _any(causes, ProxyError):
        return Reason.CONNECTION, note("fault-proxy", lang)
    if _any(causes, NameResolutionError):
        return Reason.CONNECTION, note("fault-unknown-host", lang, host=host)
    if _any(causes, Timeout, ConnectTimeout, ReadTimeoutError, TimeoutError):
        return Reason.TIMEOUT, note("fault-no-answer", lang, host=host)
    if _any(causes, ConnectionRefusedError):
        return Reason.CONNECTION, note("fault-refused", lang, host=host)
    if _any(causes, DecodeError):
        return Reason.CONNECTION, note("fault-packing-broken", lang, host=host)
    return Reason.CONNECTION, note("fault-broken-off", lang, host=host)


def is_dropped(fault: Exception) -> bool:
    """Say whether the server closed a connection that it had accepted, as it may with one kept open: worth a retry."""
    causes = list(_causes(fault))
    return _any(causes, ProtocolError, ConnectionResetError) and not _any(causes, ssl.SSLError, DecodeError)


def _explain_tls(fault: ssl.SSLError, host: str, lang: Language) -> str:
    if isinstance(fault, ssl.SSLCertVerificationError):
        return note("fault-certificate", lang, host=host, problem=fault.verify_message)
    if fault.reason in ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE"):
        return note("fault-no-tls", lang, host=host)
    return note("fault-tls", lang, host=host)


def _any(causes: list[BaseException], *kinds: type[BaseException]) -> bool:
    return any(isinstance(cause, kinds) for cause in causes)


def _causes(fault: BaseException) -> Iterator[BaseException]:
    """Yield an exception and all that it wraps: as cause, as context, as argument or as ``reason``."""
    todo: list[object] = [fault]
    seen: set[int] = set()
    while todo:
        item = todo.pop()
        if isinstance(item, BaseException) and id(item) not in seen:
            seen.add(id(item))
            yield item
            todo += [item.__cause__, item.__context__, getattr(item, "reason", None), *item.args]
