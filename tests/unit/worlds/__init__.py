"""The worlds of the tests are tested themselves: a wrong world proves nothing."""
