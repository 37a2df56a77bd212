"""A city's identity provider (OpenID Connect) for the tests: a real one, in a process and on a database of its own."""
