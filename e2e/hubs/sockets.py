"""What the servers on the websockets library share."""


async def close(connections, code, reason=""):
    """Close them; 1006 cuts the connection. How many there were."""
    for one in connections:
        if code == 1006:
            one.transport.abort()
        else:
            await one.close(code, reason)
    return len(connections)
