package io.tarn.proof.faults;

import io.tarn.ingest.plan.Urgency;
import io.tarn.proof.model.Action;
import io.tarn.proof.model.Sent;
import io.tarn.proof.model.Sent.What;
import io.tarn.proof.model.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path of a day, as short as it can be: producers land, a file is landed, hydrate makes hot files, more comes with
 * a schema that has grown, the day is sealed, late events are appended, and late files are merged. Each phase is one
 * process.
 */
final class Day {
    static final Instant BEGIN = Instant.parse("2026-11-22T06:00:00Z");

    private static final Duration NIGHT = Duration.ofHours(20);

    private int serial;

    /** One process: its name for reports, and what it does. */
    record Phase(String name, List<Action> actions) {
        Phase(String name, Action... actions) {
            this(name, List.of(actions));
        }
    }

    static List<Phase> phases() {
        return new Day().make();
    }

    private List<Phase> make() {
        Instant now = BEGIN;
        List<Phase> phases = new ArrayList<>();
        Sent again = order("o1", now, "\"amount\":1.5");
        phases.add(new Phase(
                "land",
                new Action.Append(List.of(view("v1", "\"ms\":1"), again, order("o2", now, "\"amount\":2"), refused())),
                new Action.Append(List.of(
                        view("v2", "\"ms\":2"),
                        view("v1", "\"ms\":99"),
                        view("", "\"ms\":3"),
                        order("", null, "\"x\":1")))));
        phases.add(new Phase(
                "import",
                new Action.Import(
                        Workload.ORDERS,
                        "orders.ndjson",
                        List.of(
                                again,
                                order("o3", now.minus(Duration.ofHours(9)), "\"amount\":3"),
                                broken(Workload.ORDERS),
                                order("o2", now, "\"amount\":7")),
                        now)));
        phases.add(new Phase("hydrate", new Action.Compact(Urgency.WHEN_DUE)));
        phases.add(new Phase(
                "land more",
                new Action.Append(List.of(
                        view("v3", "\"ms\":\"slow\",\"user\":{\"name\":\"ü\"}"),
                        view("v2", "\"ms\":2.5"),
                        order("o4", now.minus(Duration.ofMinutes(3)), "\"amount\":\"four\",\"tags\":[\"a\"]"),
                        order("o1", now, "\"amount\":1.5")))));
        phases.add(new Phase("hydrate again", new Action.Compact(Urgency.WHEN_DUE)));
        phases.add(new Phase("seal", new Action.Advance(NIGHT), new Action.Compact(Urgency.WHEN_DUE)));
        for (int late = 1; late <= 3; late++) {
            phases.add(new Phase(
                    "land late " + late,
                    new Action.Append(List.of(order("late" + late, now, "\"amount\":" + late))),
                    views(late, now)));
            phases.add(new Phase("append " + late, new Action.Compact(Urgency.AT_ONCE)));
        }
        phases.add(new Phase("merge", new Action.Advance(Duration.ofHours(3)), new Action.Compact(Urgency.WHEN_DUE)));
        return phases;
    }

    /** What lies in the lake when the race begins: a sealed day with late files, a day that is due, an open one. */
    static List<Action> beforeTheRace() {
        Day day = new Day();
        Instant next = BEGIN.plus(NIGHT);
        return List.of(
                new Action.Append(List.of(day.view("v1", "\"ms\":1"), day.order("o1", BEGIN, "\"amount\":1"))),
                new Action.Flush(),
                new Action.Compact(Urgency.AT_ONCE),
                new Action.Append(List.of(
                        day.view("v2", "\"ms\":2"),
                        day.order("o2", BEGIN, "\"amount\":\"two\""),
                        day.view("v1", "\"x\":1"))),
                new Action.Flush(),
                new Action.Compact(Urgency.AT_ONCE),
                new Action.Append(
                        List.of(day.view("v3", "\"ms\":3"), day.order("o3", BEGIN.minus(NIGHT), "\"amount\":3"))),
                new Action.Flush(),
                new Action.Advance(NIGHT),
                new Action.Append(List.of(day.view("v4", "\"ms\":4"), day.order("o4", next, "\"amount\":4"))),
                new Action.Flush());
    }

    /** What one of the writers of the race sends; both send some events that the other sends too. */
    static List<Action> race(int writer) {
        Day day = new Day();
        day.serial = 1000;
        Instant next = BEGIN.plus(NIGHT);
        Action both = new Action.Append(List.of(
                day.view("w1", "\"ms\":5"),
                day.order("r1", BEGIN, "\"amount\":6"),
                day.order("r2", next, "\"amount\":7")));
        day.serial = 1000 * (writer + 2);
        return List.of(
                new Action.Append(List.of(
                        day.view("w" + writer, "\"ms\":8"),
                        day.order("", next, "\"y\":[1]"),
                        day.view("v1", "\"ms\":9"))),
                both,
                new Action.Flush(),
                new Action.Append(List.of(day.order("r1", BEGIN, "\"amount\":10"), day.view("", "\"ms\":\"late\""))));
    }

    /** Of the day before, as one sees them who lands a file of then. */
    private Action views(int late, Instant received) {
        return new Action.Import(
                Workload.VIEWS,
                "views" + late + ".ndjson",
                List.of(view("", "\"ms\":" + late), broken(Workload.VIEWS)),
                received);
    }

    private Sent view(String id, String rest) {
        String payload = "{\"n\":" + ++serial + "," + rest + "}";
        return new Sent(serial, Workload.VIEWS, id, payload, What.ROW, id, payload, null);
    }

    private Sent order(String id, @Nullable Instant at, String rest) {
        String payload = "{\"n\":" + ++serial + (id.isEmpty() ? "" : ",\"id\":\"" + id + "\"")
                + (at == null ? "" : ",\"at\":\"" + at + "\"") + "," + rest + "}";
        return new Sent(serial, Workload.ORDERS, "", payload, What.ROW, id, payload, at);
    }

    private Sent broken(String collection) {
        String payload = "{\"n\":" + ++serial + ",";
        return new Sent(serial, collection, "", payload, What.QUARANTINED, "", payload, null);
    }

    private Sent refused() {
        return new Sent(++serial, Workload.VIEWS, "", "{\"n\":" + serial + ",", What.REFUSED, "", "", null);
    }
}
