"""Does the page that all tests here look at hear what goes wrong in it?"""


def test_a_request_elsewhere_and_an_error_are_heard(server, open_notebook):
    opened = open_notebook(server.write_notebook("heard.ipynb", "1"))
    assert opened.console == opened.elsewhere == []
    opened.page.evaluate("fetch('http://127.0.0.2:9/told').catch(() => null)")
    opened.page.evaluate("new WebSocket('ws://127.0.0.2:9/told') && null")
    opened.page.evaluate("console.error('broken')")
    addresses = ["http://127.0.0.2:9/told", "ws://127.0.0.2:9/told"]
    assert opened.elsewhere == addresses
    assert "broken" in opened.console
    opened.page.close()
