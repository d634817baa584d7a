"""Reading what others serve: bounded in time and size, public hosts only, plain words when refused."""

from __future__ import annotations

import socket
import threading

import knowledge_server
import pytest

from knowledge import web
from knowledge.web import Limits, Refused, client, read

HERE = Limits(seconds=5, bytes=2_000_000, unpacked=4_000_000, private=True, plain=True)


@pytest.fixture
def http():
    with client() as one:
        yield one


def test_body_status_and_headers_come_back(server, http):
    url = server.serve("/page", "été".encode(), ETag='"a"')
    reading = read(http, url, headers={"If-None-Match": '"b"'}, limits=HERE)
    assert (reading.status, reading.body.decode(), reading.headers["etag"]) == (200, "été", '"a"')
    headers = server.asked[0][2]
    assert headers["If-None-Match"] == '"b"' and headers["Host"] == url.split("/")[2] and "paris-ai" in headers["User-Agent"]


@pytest.mark.parametrize("status", [204, 304, 404, 410, 500])
def test_other_statuses_come_back_without_a_body(server, http, status):
    reading = read(http, server.serve("/x", b"" if status in (204, 304) else b"sorry", status), limits=HERE)
    assert (reading.status, reading.body) == (status, b"")


def test_gzip_is_unpacked(server, http):
    url = server.serve("/x", knowledge_server.packed(b"a" * 3_000_000), Content_Encoding="gzip")
    assert read(http, url, limits=HERE).body == b"a" * 3_000_000


def test_redirects_are_followed(server, http):
    server.serve("/new", b"here")
    assert read(http, server.serve("/old", status=301, Location="/new"), limits=HERE).body == b"here"


@pytest.mark.parametrize("said, path, headers, body", [
    ("unpacks to more than 4 MB", "/bomb", {"Content_Encoding": "gzip"}, knowledge_server.bomb()),
    ("not valid gzip", "/liar", {"Content_Encoding": "gzip"}, b"this is no gzip"),
    ("unfinished gzip", "/cut", {"Content_Encoding": "gzip"}, knowledge_server.packed(b"abc" * 1000)[:-9]),
    ("packed as 'br'", "/br", {"Content_Encoding": "br"}, b"x"),
    ("larger than 2 MB", "/large", {}, b"x" * 2_000_001),
])
def test_what_is_too_much_or_broken_is_refused(server, http, said, path, headers, body):
    with pytest.raises(Refused, match=said):
        read(http, server.serve(path, body, **headers), limits=HERE)


def test_500_megabytes_are_cut_off(server, http):
    url = server.route("/huge", knowledge_server.endless(server, "/huge"))
    with pytest.raises(Refused, match="larger than 2 MB"):
        read(http, url, limits=HERE)
    assert server.sent["/huge"] < 50


def test_silence_is_cut_off(server, http):
    done = threading.Event()
    url = server.route("/slow", knowledge_server.silent(done))
    with pytest.raises(Refused, match="no answer in time"):
        read(http, url, limits=Limits(seconds=0.2, private=True, plain=True))
    done.set()


def test_trickle_is_cut_off(server, http):
    done = threading.Event()

    def trickle(handler):
        handler.send_response(200)
        handler.end_headers()
        while not done.wait(0.05):
            handler.wfile.write(b"x")

    url = server.route("/trickle", trickle)
    with pytest.raises(Refused, match="not finished|no answer in time"):
        read(http, url, limits=Limits(seconds=0.5, private=True, plain=True))
    done.set()


def test_circle_of_redirects_ends(server, http):
    with pytest.raises(Refused, match="more than 5 redirects"):
        read(http, server.serve("/a", status=302, Location="/a"), limits=HERE)
    assert server.count("/a") == 6


@pytest.mark.parametrize("address", [
    "127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "[::1]", "[fe80::1]", "[fd00::1]",
    "[::ffff:127.0.0.1]", "localhost", "100.64.0.1", "224.0.0.1", "2130706433", "0x7f.1",
])
def test_private_addresses_are_refused(http, address):
    with pytest.raises(Refused, match="private address|no such host|not an address"):
        read(http, f"https://{address}/x")


def test_redirect_to_a_private_address_is_refused(server, http, monkeypatch):
    url = server.serve("/out", status=302, Location="http://10.0.0.1/secret")
    monkeypatch.setattr(web, "_is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(Refused, match="private address"):
        read(http, url, limits=Limits(plain=True))
    assert server.count("/out") == 1


def test_host_that_resolves_to_a_private_address_is_refused(http, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **_: [
        (socket.AF_INET, 1, 6, "", ("93.184.216.34", port)), (socket.AF_INET, 1, 6, "", ("10.0.0.1", port))])
    with pytest.raises(Refused, match="private address"):
        read(http, "https://rebinding.example/x")


@pytest.mark.parametrize("url, said", [
    ("http://example.org/", "only https"), ("ftp://example.org/", "only https"), ("file:///etc/passwd", "only https"),
    ("https://", "no such host|not an address"), ("https://exa mple.org/", "not an address|no such host"), ("https://h:99999/", "not an address"),
    ("", "only https"),
])
def test_what_is_no_https_address_is_refused(http, url, said):
    with pytest.raises(Refused, match=said):
        read(http, url)


def test_certificate_is_checked(http, tmp_path):
    import ssl
    import subprocess

    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "1",
         "-subj", "/CN=localhost"], capture_output=True)
    if made.returncode:
        pytest.skip("openssl is not installed")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        for _ in range(2):
            try:
                context.wrap_socket(listener.accept()[0], server_side=True)
            except OSError:
                continue

    threading.Thread(target=serve, daemon=True).start()
    with pytest.raises(Refused, match="no connection"):
        read(http, f"https://localhost:{listener.getsockname()[1]}/", limits=HERE)
    listener.close()
