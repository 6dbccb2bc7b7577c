"""What went wrong on the way to a page, in one line that says what to do."""

import ssl
from collections.abc import Iterator

from requests.exceptions import ConnectTimeout, ProxyError, RequestException, Timeout
from urllib3.exceptions import DecodeError, HTTPError, NameResolutionError, ProtocolError, ReadTimeoutError

from a11ycheck.model import Reason
from a11ycheck.urls import site_of

# All that the network and a hostile server can raise in requests and urllib3; ValueError covers broken addresses.
FAULTS = (RequestException, HTTPError, OSError, ValueError)


def explain(fault: Exception, url: str) -> tuple[Reason, str]:
    """Return the reason and the line for an exception that a request to ``url`` raised.

    Nothing that the server sent enters the line, so that it is safe in a terminal.
    """
    host = site_of(url)
    causes = list(_causes(fault))
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            return Reason.TLS, _explain_tls(cause, host)
    if _any(causes, ProxyError):
        return Reason.CONNECTION, "The proxy does not answer: check HTTP_PROXY, HTTPS_PROXY and NO_PROXY."
    if _any(causes, NameResolutionError):
        return Reason.CONNECTION, f"The host {host} is not known: check the address and the name server."
    if _any(causes, Timeout, ConnectTimeout, ReadTimeoutError, TimeoutError):
        return Reason.TIMEOUT, f"{host} did not answer in time: try again later or with a longer --timeout."
    if _any(causes, ConnectionRefusedError):
        return Reason.CONNECTION, f"{host} refuses connections: check the address and whether the server runs."
    if _any(causes, DecodeError):
        return Reason.CONNECTION, f"{host} sent packed data that is broken: check the compression of the server."
    return Reason.CONNECTION, f"The connection to {host} broke off: try again later."


def is_dropped(fault: Exception) -> bool:
    """Say whether the server closed a connection that it had accepted, as it may with one kept open: worth a retry."""
    causes = list(_causes(fault))
    return _any(causes, ProtocolError, ConnectionResetError) and not _any(causes, ssl.SSLError, DecodeError)


def _explain_tls(fault: ssl.SSLError, host: str) -> str:
    if isinstance(fault, ssl.SSLCertVerificationError):
        return (
            f"The certificate of {host} is not trusted ({fault.verify_message}): mend it, or name the file of your own "
            "authority in REQUESTS_CA_BUNDLE."
        )
    if fault.reason in ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE"):
        return f"{host} does not speak TLS at this address: try http:// instead of https://."
    return f"No secure connection to {host}: check its TLS protocol versions and ciphers."


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
