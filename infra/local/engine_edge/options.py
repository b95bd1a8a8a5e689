"""ministack 1.5.33: OPTIONS is answered as a CORS preflight, with 403 where the API has no CORS; its route isn't asked.

API Gateway answers a preflight itself only where CORS is configured, else the route does
(https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html).
"""

from typing import Any

from infra.local.engine_edge.patching import ministack, wrap


def apply() -> None:
    """Hand OPTIONS to its route where the API has no CORS of its own."""
    gateway = ministack("services.apigateway")

    def around(was: Any) -> Any:
        async def execute(api: str, stage: str, path: str, method: str, headers: Any, body: bytes, *rest: Any) -> Any:
            if method != "OPTIONS" or api not in gateway._apis or gateway._apis[api].get("corsConfiguration"):
                return await was(api, stage, path, method, headers, body, *rest)
            return await _asked(gateway, api, stage, path, headers, body, *rest)

        return execute

    wrap(gateway, "_handle_execute_in_scope", around)


async def _asked(
    gateway: Any, api: str, stage: str, path: str, headers: Any, body: bytes, query: Any, *rest: Any
) -> Any:
    """What the function behind the route for OPTIONS answers; 404 where there is no such route."""
    account, region, raw_query = (*rest, None)[:3]
    at = "/" + path.lstrip("/")
    route = gateway._match_route(api, "OPTIONS", at)
    if route is None:
        return gateway._http_api_not_found()
    key: str = route["routeKey"]
    return await gateway._invoke_lambda_proxy(
        gateway._integrations[api][route["target"].split("/")[-1]],
        api,
        stage,
        path,
        "OPTIONS",
        {name.lower(): value for name, value in (headers or {}).items()},
        body,
        query,
        key,
        gateway._extract_path_params(key.partition(" ")[2], at) or None,
        owner_account_id=account,
        owner_region=region,
        raw_query_string=raw_query,
    )
