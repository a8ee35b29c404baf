package io.tarn.proof.model;

import io.tarn.ingest.plan.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A few days of a small lake, made from a seed: the same seed and beginning give the same actions.
 *
 * <p>{@link #VIEWS} goes by the time of receipt and is de-duplicated by producers' ids, {@link #ORDERS} by a time and
 * an id within the event. Some events are late, undated, repeated, or contradict one of the same id; some lines of
 * files are no events, and some events are refused at the door.
 *
 * @param begin what the clock shows at first
 */
public record Workload(long seed, Instant begin, List<Action> actions) {
    /** By received time, producers' ids, conflicts quarantined. */
    public static final String VIEWS = "views";
    /** By event time, configured id, conflicts dropped. */
    public static final String ORDERS = "orders";

    static final int LOOK_BACK_DAYS = 2;

    /** The configuration of the lake, by dotted key. */
    static final Map<String, String> SETTINGS = Map.of(
            "collections.views.dedupe.look-back", LOOK_BACK_DAYS + "d",
            "collections.views.grace", "1ms",
            "collections.views.merge.files", "2",
            "collections.views.merge.quiet", "1h",
            "collections.orders.event-time.field", "/at",
            "collections.orders.id", "/id",
            "collections.orders.dedupe.look-back", LOOK_BACK_DAYS + "d",
            "collections.orders.merge.files", "3",
            "collections.orders.merge.quiet", "2h",
            "collections.orders.late-every", "2h");

    public Workload {
        actions = List.copyOf(actions);
    }

    /** A workload of so many actions. */
    public static Workload of(long seed, Instant begin, int actions) {
        return new Workload(seed, begin, new Making(seed, begin).actions(actions));
    }

    /** What brings everything to an end that can be: nothing may be left over after it. */
    public static List<Action> settling(Urgency urgency) {
        // Notes are settled after two hours; what is kept for a grace goes in the run behind the one that retires it.
        return List.of(
                new Action.Advance(Duration.ofHours(3)), new Action.Compact(urgency), new Action.Compact(urgency));
    }

    private static final class Making {
        private static final String[] WORDS = {"slow", "fast", "ünïcode", "a \\\"quoted\\\" one", ""};

        private final Random random;
        private final List<Sent> views = new ArrayList<>();
        private final List<Sent> orders = new ArrayList<>();
        private Instant now;
        private int serial;
        private int files;

        Making(long seed, Instant begin) {
            this.random = new Random(seed);
            this.now = begin;
        }

        List<Action> actions(int count) {
            List<Action> actions = new ArrayList<>();
            while (actions.size() < count) {
                actions.add(next());
            }
            return actions;
        }

        private Action next() {
            int dice = random.nextInt(100);
            if (dice < 42) {
                return append();
            }
            if (dice < 54) {
                return land();
            }
            if (dice < 72) {
                return new Action.Compact(Urgency.WHEN_DUE);
            }
            if (dice < 80) {
                return new Action.Compact(Urgency.AT_ONCE);
            }
            if (dice < 84) {
                return new Action.Flush();
            }
            Duration by = random.nextInt(3) == 0
                    ? Duration.ofHours(8 + random.nextInt(20))
                    : Duration.ofMinutes(1 + random.nextInt(150));
            now = now.plus(by);
            return new Action.Advance(by);
        }

        private Action append() {
            List<Sent> events = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                events.add(random.nextInt(40) == 0 ? refused() : random.nextBoolean() ? view(true) : order());
            }
            return new Action.Append(events);
        }

        private Action land() {
            boolean toViews = random.nextBoolean();
            List<Sent> lines = new ArrayList<>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                String collection = toViews ? VIEWS : ORDERS;
                lines.add(random.nextInt(8) == 0 ? broken(collection) : toViews ? view(false) : order());
            }
            Instant receivedAt = random.nextBoolean() ? now : now.minus(Duration.ofHours(random.nextInt(70)));
            // Two files of equal content would be one.
            lines.add(broken(toViews ? VIEWS : ORDERS));
            return new Action.Import(
                    toViews ? VIEWS : ORDERS,
                    "file" + ++files + ".ndjson",
                    lines,
                    receivedAt.truncatedTo(ChronoUnit.SECONDS));
        }

        private Sent view(boolean withId) {
            int dice = random.nextInt(10);
            if (withId && dice == 0 && !views.isEmpty()) {
                return views.get(random.nextInt(views.size()));
            }
            int n = ++serial;
            String id = !withId || dice < 3 ? "" : "v" + n;
            if (withId && dice == 1 && !views.isEmpty()) {
                id = views.get(random.nextInt(views.size())).id();
            }
            String payload =
                    "{\"n\":" + n + ",\"page\":\"/p" + random.nextInt(5) + "\",\"ms\":" + ms() + ",\"user\":{\"id\":"
                            + random.nextInt(9) + ",\"name\":\"" + word() + "\"},\"tags\":[\"" + word() + "\"]}";
            Sent sent = new Sent(n, VIEWS, id, payload, Sent.What.ROW, id, payload, null);
            if (!id.isEmpty()) {
                views.add(sent);
            }
            return sent;
        }

        private Sent order() {
            int dice = random.nextInt(12);
            if (dice == 0 && !orders.isEmpty()) {
                return orders.get(random.nextInt(orders.size()));
            }
            int n = ++serial;
            String id = dice == 1 && !orders.isEmpty()
                    ? orders.get(random.nextInt(orders.size())).key()
                    : "o" + n;
            id = dice == 2 ? "" : id;
            Instant at = time(dice);
            String payload = "{\"n\":" + n + (id.isEmpty() ? "" : ",\"id\":\"" + id + "\"")
                    + (at == null ? "" : ",\"at\":\"" + at + "\"") + ",\"amount\":" + ms() + ",\"note\":\"" + word()
                    + "\"}";
            Sent sent = new Sent(n, ORDERS, "", payload, Sent.What.ROW, id, payload, at);
            if (!id.isEmpty()) {
                orders.add(sent);
            }
            return sent;
        }

        /** Mostly of now, at times of a day before; or none, or one that is too far ahead to be usable. */
        private @Nullable Instant time(int dice) {
            if (dice == 3) {
                return null;
            }
            Duration ago = Duration.ofMinutes(random.nextInt(random.nextInt(4) == 0 ? 5000 : 200));
            Instant at = dice == 4 ? now.plus(Duration.ofDays(9)) : now.minus(ago);
            return at.truncatedTo(ChronoUnit.SECONDS);
        }

        private Sent broken(String collection) {
            int n = ++serial;
            String payload = random.nextBoolean() ? "{\"n\":" + n + "," : "[" + n + "]";
            return new Sent(n, collection, "", payload, Sent.What.QUARANTINED, "", payload, null);
        }

        private Sent refused() {
            int n = ++serial;
            return new Sent(n, VIEWS, "", "{\"n\":" + n + ",", Sent.What.REFUSED, "", "", null);
        }

        /** A number, at times as a text: its column has a variant beside it. */
        private String ms() {
            return random.nextInt(6) == 0 ? "\"" + word() + "\"" : random.nextInt(1000) + "." + random.nextInt(10);
        }

        private String word() {
            return WORDS[random.nextInt(WORDS.length)];
        }
    }
}
