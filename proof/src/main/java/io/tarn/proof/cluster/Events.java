package io.tarn.proof.cluster;

import io.tarn.landing.Event;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The events of a run, of two collections, by a seed. Every batch has events that another one had before. */
final class Events {
    /** By the day they are received, with their producer's ids. */
    static final String CLICKS = "clicks";
    /** By the day in the event, with an id in the event. */
    static final String ORDERS = "orders";

    /** The settings of both, in a configuration file. */
    static final String COLLECTIONS = """
            collections:
              clicks: {}
              orders:
                event-time: {field: /at, format: iso8601, zone: UTC}
                id: /order_id
            """;

    private static final int DAYS = 4;
    /** Neighbouring seeds begin with much the same numbers. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private static final String[] PAGES = {"/", "/search", "/product", "/basket", "/checkout", "/account/orders"};

    private final Random random;
    private final LocalDate firstDay;
    private final int clicks;
    private final int orders;
    private long clicked;
    private long ordered;

    /**
     * Of days that are over and not older than a year, so that a configuration may say that they are still open.
     *
     * @param clicks in each batch
     * @param orders in each batch
     */
    Events(long seed, LocalDate today, int clicks, int orders) {
        this.random = new Random(seed);
        this.firstDay = today.minusDays(DAYS + 1L);
        this.clicks = clicks;
        this.orders = orders;
    }

    /** The next clicks: one in 50 comes again, and one in 500 comes again changed, which is a conflict. */
    List<Event> clicks() {
        List<Event> batch = new ArrayList<>(clicks);
        for (int i = 0; i < clicks; i++) {
            int kind = clicked == 0 ? 500 : random.nextInt(500);
            if (kind >= 10) {
                batch.add(click(clicked, "").withId("c-" + clicked++));
            } else {
                long known = clicked - 1 - random.nextInt((int) Math.min(clicked, 2L * clicks));
                batch.add(click(known, kind == 0 ? "changed" : "").withId("c-" + known));
            }
        }
        return batch;
    }

    /** Lines of orders: most are new, some known, and one in 300 is no event. */
    List<String> orders() {
        List<String> lines = new ArrayList<>(orders);
        for (int i = 0; i < orders; i++) {
            int kind = ordered == 0 ? 300 : random.nextInt(300);
            if (kind == 0) {
                String whole = order(ordered);
                lines.add(whole.substring(0, whole.length() / 2));
            } else if (kind < 8) {
                lines.add(order(random.nextInt((int) ordered)));
            } else {
                lines.add(order(ordered++));
            }
        }
        return lines;
    }

    private static Event click(long n, String note) {
        Random own = new Random(n * SPREAD);
        String page = PAGES[own.nextInt(PAGES.length)];
        return Event.of(String.format(
                Locale.ROOT,
                "{\"n\": %d, \"page\": \"%s\", \"visitor\": \"%016x\", \"ms\": %d, \"score\": %s, \"note\": \"%s\","
                        + " \"device\": {\"kind\": \"%s\", \"width\": %d}, \"referrer\": \"https://example.org/%x/%x\"}",
                n,
                page,
                own.nextLong(),
                own.nextInt(90_000),
                own.nextInt(1000) / 100.0,
                note,
                own.nextBoolean() ? "phone" : "desk",
                320 + own.nextInt(3000),
                own.nextLong(),
                own.nextLong()));
    }

    private String order(long n) {
        Random own = new Random(~n * SPREAD);
        String at = firstDay.plusDays(own.nextInt(DAYS))
                        .atTime(own.nextInt(24), own.nextInt(60), own.nextInt(60))
                        .plusNanos(TimeUnit.MILLISECONDS.toNanos(own.nextInt(1000)))
                + "Z";
        return String.format(
                Locale.ROOT,
                "{\"order_id\": \"o-%d\", \"at\": \"%s\", \"amount\": %s, \"customer\": {\"id\": %d, \"name\": \"ق%x\"},"
                        + " \"lines\": [{\"sku\": \"%x\", \"n\": %d}, {\"sku\": \"%x\"}]}",
                n,
                at,
                own.nextInt(4) == 0 ? "\"" + own.nextInt(500) + "\"" : own.nextInt(100_000) / 100.0,
                own.nextInt(5000),
                own.nextInt(),
                own.nextLong(),
                1 + own.nextInt(9),
                own.nextLong());
    }
}
