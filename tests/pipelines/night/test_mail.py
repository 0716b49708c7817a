"""Letters arrive at a real mail server, in the clear or only where its certificate is known."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from pipelines.night.delivery import deliver
from pipelines.settings import Settings


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a key, and a certificate for `localhost` that is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now - timedelta(hours=1), now + timedelta(days=1)
    )
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    path = tmp_path_factory.mktemp("certificate") / "localhost.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    return path


class Mailbox(socketserver.ThreadingTCPServer):
    """As much of RFC 5321 and 3207 as a client needs, with TLS from the first byte or when it is asked for."""

    daemon_threads = True

    def __init__(self, certificate: Path) -> None:
        self.known = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.known.load_cert_chain(certificate)
        self.secure_at_once = False
        self.messages: list[str] = []
        self.heard: list[tuple[bool, str]] = []
        super().__init__(("127.0.0.1", 0), Talk)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def handle_error(self, *_: object) -> None:
        """A client that leaves is no error."""


class Talk(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        if self.server.secure_at_once:
            self.secure()
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline().decode().strip():
            self.server.heard.append((isinstance(self.request, ssl.SSLSocket), line))
            match line.split()[0].upper():
                case "EHLO":
                    self.wfile.write(b"250-here\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n")
                case "STARTTLS":
                    self.wfile.write(b"220 go\r\n")
                    self.secure()
                case "AUTH":
                    self.wfile.write(b"235 welcome\r\n")
                case "DATA":
                    self.wfile.write(b"354 go\r\n")
                    self.server.messages.append("".join(iter(lambda: self.rfile.readline().decode(), ".\r\n")))
                    self.wfile.write(b"250 ok\r\n")
                case "QUIT":
                    self.wfile.write(b"221 bye\r\n")
                case _:
                    self.wfile.write(b"550 nobody\r\n" if "nobody@" in line else b"250 ok\r\n")

    def finish(self) -> None:
        super().finish()
        self.request.close()  # the server knows only the one without TLS

    def secure(self) -> None:
        self.request = self.server.known.wrap_socket(self.request, server_side=True)
        self.setup()


@pytest.fixture
def mailbox(certificate: Path) -> Iterator[Mailbox]:
    with Mailbox(certificate) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


def letters_to(mailbox: Mailbox, **said: object) -> Settings:
    """Settings by which letters go there."""
    settings = Settings(smtp_host="localhost", smtp_port=mailbox.port, report_to=("a@example.cn",))
    return settings.model_copy(update=said)


def test_mail_is_sent(mailbox: Mailbox) -> None:
    settings = letters_to(mailbox, report_to=("a@example.cn", "b@example.cn"))
    assert deliver("# morning of the day\n\n晨报", settings) == []
    message = message_from_bytes(mailbox.messages[0].encode())
    assert message["To"] == "a@example.cn, b@example.cn"
    assert message["Subject"] == "morning of the day"
    assert message["Date"]
    content = message.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert "晨报" in content.decode()
    some = letters_to(mailbox, report_to=("a@example.cn", "nobody@example.cn"))
    assert deliver("x", some) == ["e-mail: nobody@example.cn is refused"]
    assert len(mailbox.messages) == 2
    assert deliver("x", letters_to(mailbox, smtp_port=9))[0].startswith("e-mail: ")


@pytest.mark.parametrize("way", ["starttls", "tls"])
def test_a_login_goes_by_tls_to_a_server_whose_certificate_is_known(
    mailbox: Mailbox, certificate: Path, way: str
) -> None:
    mailbox.secure_at_once = way == "tls"
    login = {"smtp_user": "jixiao", "smtp_password": SecretStr("secret"), "smtp_tls": "tls" if way == "tls" else None}
    assert "certificate verify failed" in deliver("x", letters_to(mailbox, **login))[0]
    assert sent_securely(mailbox) == []
    assert deliver("x", letters_to(mailbox, **login, smtp_ca=certificate)) == []
    assert sent_securely(mailbox) == [True, True]
    other_name = letters_to(mailbox, **login, smtp_ca=certificate, smtp_host="127.0.0.1")
    assert "certificate verify failed" in deliver("x", other_name)[0]


def sent_securely(mailbox: Mailbox) -> list[bool]:
    """Of the login and each letter that came, whether it came by TLS."""
    return [secure for secure, line in mailbox.heard if line.upper().startswith(("AUTH", "MAIL"))]


def test_port_465_is_spoken_to_by_tls() -> None:
    assert Settings(smtp_port=465).smtp_way == "tls"
    assert Settings(smtp_user="jixiao").smtp_way == "starttls"
    assert Settings().smtp_way == "off"
