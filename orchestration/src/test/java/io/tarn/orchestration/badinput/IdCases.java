package io.tarn.orchestration.badinput;

import static io.tarn.orchestration.badinput.BadInput.lines;

import java.util.List;

/** Ids and times of events: rows 67 and 90 to 94. */
final class IdCases {
    /** Settings of the collections that these cases are in. */
    static final String DATED = "dated: {event-time: {field: /at, format: iso8601}}";

    static final String IDS = "ids: {id: /id}";

    private IdCases() {}

    static List<BadInput> all() {
        return List.of(
                lines("67", "event times out of the ordinary")
                        .in("dated")
                        .with("--received-at", "2026-01-15T12:00:00Z")
                        .row("{'at':'1970-01-01T00:00:00Z'}", day("1970-01-01T00:00:00Z", "1970-01-01"))
                        .row("{'at':'0001-01-01T00:00:00Z'}", day("0001-01-01T00:00:00Z", "0001-01-01"))
                        .row("{'at':'2026-01-16T12:00:00Z'}", day("2026-01-16T12:00:00Z", "2026-01-16"))
                        .row("{'at':'2026-01-16T12:00:00.000001Z'}", day("2026-01-16T12:00:00.000001Z", "2026-01-15"))
                        .row("{'at':'2099-01-01T00:00:00Z'}", day("2099-01-01T00:00:00Z", "2026-01-15"))
                        .row("{'at':'2026-02-30'}", day("2026-02-30", "2026-01-15"))
                        .row("{'at':'soon'}", day("soon", "2026-01-15")),
                lines("90", "equal lines without an id").same("{'r90':1}").same("{'r90':1}"),
                received("91", "odd ids", "2026-01-01T00:00:00Z")
                        .same("{'id':1}")
                        .row("{'id':'1'}", "{'id__string':'1'}")
                        .row("{'id':''}", "{'id__string':''}")
                        .known("{'id':''}")
                        .row("{'id':'" + "x".repeat(10_000) + "'}", "{'id__string':'" + "x".repeat(10_000) + "'}")
                        .row("{'id':'a\\u0000b'}", "{'id__string':'a\\u0000b'}")
                        .row("{'id':'\\ud800'}", ValueCases.exact("id__json", "'\\ud800'"))
                        .row("{'id':{'a':[2]}}", "{'id__struct':{'a':[2]}}")
                        .row("{'id':null,'r91':1}", "{'r91':1}")
                        .row("{'id':null,'r91':1}", "{'r91':1}")
                        .same("{'id':2}")
                        .same("{'id':3}")
                        .same("{'id':4}")
                        .same("{'id':5}")
                        .same("{'id':6}")
                        .same("{'id':7}"),
                received("92", "the same event twice", "2026-01-01T00:00:00Z")
                        .same("{'id':92,'v':1}")
                        .known("{'id':92,'v':1}")
                        .known("{ 'v':1, 'id':92 }"),
                received("93", "another payload under a known id", "2026-01-01T00:00:00Z")
                        .same("{'id':93,'v':1}")
                        .known("{'id':93,'v':2}"),
                received("94", "an id", "2026-01-01T00:00:00Z").same("{'id':94}"),
                received("94", "again within the look-back", "2026-01-03T00:00:00Z")
                        .known("{'id': 94}"),
                received("94", "again beyond the look-back", "2026-02-03T00:00:00Z")
                        .same("{'id':  94}"),
                lines("94", "again in another collection").same("{'id':94}"));
    }

    private static BadInput received(String row, String what, String at) {
        return lines(row, what).in("ids").with("--received-at", at);
    }

    private static String day(String at, String day) {
        return "{'at':'" + at + "','@day':'" + day + "'}";
    }
}
