#!/usr/bin/env python3
"""Glue and STS for tests: moto's server, with its Glue brought nearer to Amazon's.

Listens at the port that it is given on the loopback interface, prints "ready", and ends when its standard input does, so
that it never outlives who started it, not even one that was killed.

What moto lacks and this adds: a stale VersionId is refused, SkipArchive keeps no version, names are in lower case, batches
and pages have limits, GetPartitions pages, takes segments and leaves columns out, comments and types have their longest,
and batches may fail in part. A database by one of these names refuses what is written into it:

    denied     AccessDeniedException, what is read too       throttled  ThrottlingException
    full       ResourceNumberLimitExceededException

A table's parameter 'test.refuse' = 'CODE 2026-11-21' refuses that day in every batch.
"""

import os
import sys
import threading
import zlib

from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult, EmptyResult
from moto.glue.responses import GlueResponse
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

LOCK = threading.RLock()
LIMITS = {
    "batch_create_partition": ("PartitionInputList", 100),
    "batch_update_partition": ("Entries", 100),
    "batch_get_partition": ("PartitionsToGet", 1000),
    "batch_delete_partition": ("PartitionsToDelete", 25),
}
READS = ("Get", "BatchGet", "List", "Search")


def refuse(code, message):
    raise JsonRESTError(code, message)


def too_long(name, value, most):
    if value is not None and len(value) > most:
        refuse(
            "ValidationException",
            f"1 validation error detected: Value at '{name}' failed to satisfy constraint: "
            f"Member must have length less than or equal to {most}",
        )


# ---- every action: names in lower case, databases that refuse, one at a time


def folded(parameters, action):
    for key in ("DatabaseName", "TableName"):
        if isinstance(parameters.get(key), str):
            parameters[key] = parameters[key].lower()
    for key in ("TableInput", "DatabaseInput"):
        inner = parameters.get(key)
        if isinstance(inner, dict) and isinstance(inner.get("Name"), str):
            inner["Name"] = inner["Name"].lower()
    if action.endswith(("Table", "Database")) and isinstance(parameters.get("Name"), str):
        parameters["Name"] = parameters["Name"].lower()
    return parameters


plain_parameters = GlueResponse.parameters.fget
GlueResponse.parameters = property(lambda self: folded(plain_parameters(self), self._get_action()))


def guarded(plain):
    def call(self):
        parameters, action = self.parameters, self._get_action()
        database = parameters.get("DatabaseName") or parameters.get("Name")
        if database == "denied":
            refuse(
                "AccessDeniedException",
                f"User: arn:aws:iam::123456789012:user/tarn is not authorized to perform: glue:{action} on resource: "
                f"arn:aws:glue:eu-west-1:123456789012:database/{database}",
            )
        if not action.startswith(READS) and action != "CreateDatabase":
            if database == "throttled":
                refuse("ThrottlingException", "Rate exceeded")
            if database == "full":
                refuse("ResourceNumberLimitExceededException", "The maximum number of tables is reached")
        with LOCK:
            return plain(self)

    return call


# ---- tables


def checked_columns(table):
    for column in (table.get("StorageDescriptor") or {}).get("Columns") or []:
        too_long("columns.member.type", column.get("Type"), 131072)
        too_long("columns.member.comment", column.get("Comment"), 255)
        too_long("columns.member.name", column.get("Name"), 255)


plain_create_table = GlueResponse.create_table


def create_table(self):
    checked_columns(self.parameters["TableInput"])
    return plain_create_table(self)


def update_table(self):
    parameters = self.parameters
    table_input = parameters["TableInput"]
    checked_columns(table_input)
    table = self.glue_backend.get_table(parameters["DatabaseName"], table_input["Name"])
    current, version = str(table._current_version), parameters.get("VersionId")
    if version is not None and str(version) != current:
        refuse(
            "ConcurrentModificationException",
            f"Update table failed due to concurrent modifications: version {version} is not {current}",
        )
    table.update(table_input)
    if parameters.get("SkipArchive"):
        table.versions.pop(current, None)
    return EmptyResult()


# ---- partitions


def table_of(self):
    return self.glue_backend.get_table(self.parameters["DatabaseName"], self.parameters["TableName"])


def refused(self):
    """The values that 'test.refuse' names, and the code."""
    text = (table_of(self).as_dict().get("Parameters") or {}).get("test.refuse")
    if not text:
        return None, None
    code, day = text.split(" ")
    return day.split("-"), code


def partial(values_of, error_key, plain):
    """A batch whose refused item is left out and told."""

    def call(self):
        name, most = LIMITS[plain.__name__]
        items = self.parameters.get(name) or []
        too_long(name, items, most)
        day, code = refused(self)
        left = [item for item in items if values_of(item) != day]
        parameters = {**self.parameters, name: left}
        swapped = type(self.__class__.__name__, (self.__class__,), {"parameters": property(lambda _: parameters)})
        self.__class__, own = swapped, self.__class__
        try:
            result = plain(self).result if left else {}
        finally:
            self.__class__ = own
        errors = list(result.get("Errors") or [])
        if len(left) < len(items):
            errors.append({error_key: day, "ErrorDetail": {"ErrorCode": code, "ErrorMessage": "refused by the test"}})
        return ActionResult({**result, "Errors": errors})

    call.__name__ = plain.__name__
    return call


def batch_get_partition(self):
    """Half of a large batch is left for another request, as Amazon may."""
    wanted = self.parameters.get("PartitionsToGet") or []
    too_long("PartitionsToGet", wanted, 1000)
    table = table_of(self)
    now, later = (wanted, []) if len(wanted) <= 50 else (wanted[:50], wanted[50:])
    found = [table.partitions[str(item["Values"])].as_dict() for item in now if str(item["Values"]) in table.partitions]
    return ActionResult({"Partitions": found, "UnprocessedKeys": later})


def values_counted(plain):
    def call(self):
        keys = len(table_of(self).as_dict().get("PartitionKeys") or [])
        one = self.parameters.get("PartitionInput")
        for partition in self.parameters.get("PartitionInputList") or ([one] if one else []):
            if len(partition.get("Values") or []) != keys:
                refuse("InvalidInputException", "The number of partition keys do not match the number of partition values")
        return plain(self)

    call.__name__ = plain.__name__
    return call


plain_get_partitions = GlueResponse.get_partitions


def get_partitions(self):
    parameters = self.parameters
    most = int(parameters.get("MaxResults") or 1000)
    if not 1 <= most <= 1000:
        refuse("ValidationException", f"1 validation error detected: Value '{most}' at 'maxResults' must be at most 1000")
    partitions = plain_get_partitions(self).result["Partitions"]
    segment = parameters.get("Segment")
    if segment:
        number, total = int(segment["SegmentNumber"]), int(segment["TotalSegments"])
        partitions = [p for p in partitions if zlib.crc32("/".join(p["Values"]).encode()) % total == number]
    # Pages are smaller than asked for, as Amazon's may be, so that who reads one only is found out.
    most = min(most, 200)
    start = int(parameters.get("NextToken") or 0)
    page = partitions[start : start + most]
    if parameters.get("ExcludeColumnSchema"):
        page = [
            {**p, "StorageDescriptor": {k: v for k, v in p.get("StorageDescriptor", {}).items() if k != "Columns"}}
            for p in page
        ]
    out = {"Partitions": page}
    if start + most < len(partitions):
        out["NextToken"] = str(start + most)
    return ActionResult(out)


# ---- what engines ask beside: statistics and functions, of which there are none


def no_statistics(self):
    missing = {"ErrorCode": "EntityNotFoundException", "ErrorMessage": "no statistics"}
    names = self.parameters.get("ColumnNames") or []
    return ActionResult({"ColumnStatisticsList": [], "Errors": [{"ColumnName": n, "Error": missing} for n in names]})


def install():
    GlueResponse.create_table = create_table
    GlueResponse.update_table = update_table
    GlueResponse.get_partitions = get_partitions
    GlueResponse.batch_get_partition = batch_get_partition
    GlueResponse.create_partition = values_counted(GlueResponse.create_partition)
    GlueResponse.batch_create_partition = partial(
        lambda item: item.get("Values"), "PartitionValues", values_counted(GlueResponse.batch_create_partition)
    )
    GlueResponse.batch_update_partition = partial(
        lambda item: item.get("PartitionValueList"), "PartitionValueList", GlueResponse.batch_update_partition
    )
    GlueResponse.batch_delete_partition = partial(
        lambda item: item.get("Values"), "PartitionValues", GlueResponse.batch_delete_partition
    )
    for kind in ("table", "partition"):
        setattr(GlueResponse, f"get_column_statistics_for_{kind}", no_statistics)
        setattr(GlueResponse, f"update_column_statistics_for_{kind}", lambda self: ActionResult({"Errors": []}))
        setattr(GlueResponse, f"delete_column_statistics_for_{kind}", lambda self: EmptyResult())
    GlueResponse.get_user_defined_functions = lambda self: ActionResult({"UserDefinedFunctions": []})
    for kind in ("database", "table", "partition"):
        for action in (f"get_{kind}", f"get_{kind}s", f"create_{kind}", f"update_{kind}", f"delete_{kind}"):
            setattr(GlueResponse, action, guarded(getattr(GlueResponse, action)))
    for action in LIMITS:
        setattr(GlueResponse, action, guarded(getattr(GlueResponse, action)))


class Quiet(WSGIRequestHandler):
    def log_request(self, *args, **kwargs):
        pass


def main():
    install()
    server = make_server(
        "127.0.0.1",
        int(sys.argv[1]),
        DomainDispatcherApplication(create_backend_app),
        threaded=True,
        request_handler=Quiet,
    )
    print("ready", flush=True)

    def wait():
        while sys.stdin.buffer.read(1):
            pass
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    main()
