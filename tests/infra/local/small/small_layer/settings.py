import os


def setting(name: str) -> str:
    return os.environ[name]
