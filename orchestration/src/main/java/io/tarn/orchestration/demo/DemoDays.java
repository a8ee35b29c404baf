package io.tarn.orchestration.demo;

import static io.tarn.orchestration.demo.WebShop.COLLECTIONS;
import static io.tarn.orchestration.demo.WebShop.ORDERS;
import static io.tarn.orchestration.demo.WebShop.PAYMENTS;
import static io.tarn.orchestration.demo.WebShop.VIEWS;

import io.tarn.core.report.RunReport;
import io.tarn.core.store.ObjectStat;
import io.tarn.orchestration.demo.Line.Kind;
import io.tarn.schema.AthenaDdl;
import io.tarn.schema.Column;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The steps in which the shop's days pass: events arrive, days are hydrated and sealed, late rows appended. */
final class DemoDays {
    /** A day is over, and the hour in which its last events may arrive has passed. */
    private static final Duration SEALED_AFTER = Duration.ofMinutes(90);

    private final DemoPage page;
    private final DemoLake lake;
    private final DemoTables tables;
    private final DemoClock clock;
    private final WebShop shop;
    private final ShopFiles files;

    DemoDays(DemoPage page, DemoLake lake, DemoTables tables, DemoClock clock, WebShop shop, ShopFiles files) {
        this.page = page;
        this.lake = lake;
        this.tables = tables;
        this.clock = clock;
        this.shop = shop;
        this.files = files;
    }

    void pass() {
        showTheShop();
        hydrateTheFirstDay();
        sealTheFirstDay();
        changeAType();
        addAFieldAndBeLate();
    }

    private void showTheShop() {
        files.write(shop.deliveries());
        page.step("What the shop has");
        page.say(
                "Page views and orders as NDJSON files, three a day; payments come from a program that has Tarn's landing"
                        + " library in it. The demo puts Tarn's clock forward from step to step, so that three days pass in half"
                        + " a minute.");
        page.table(
                List.of("collection", "comes as", "events", "size"),
                COLLECTIONS.stream().map(this::describe).toList());
        page.say("Some of them are trouble, as in any shop:");
        page.table(
                List.of("", ""),
                Arrays.stream(Kind.values())
                        .filter(kind -> kind != Kind.GOOD)
                        .map(kind -> List.of(Amounts.count(shop.facts().of(kind)), kind.words()))
                        .toList());
    }

    private List<String> describe(String collection) {
        List<Delivery> all = shop.deliveries().stream()
                .filter(d -> d.collection().equals(collection))
                .toList();
        long count = all.stream().filter(Delivery::isFile).count();
        long size = all.stream()
                .flatMap(d -> d.lines().stream())
                .mapToLong(line -> line.bytes().length + 1L)
                .sum();
        return List.of(
                collection,
                count == 0 ? "calls of append()" : Amounts.count(count, "NDJSON file"),
                Amounts.count(shop.facts().received(collection)),
                Amounts.bytes(size));
    }

    private void hydrateTheFirstDay() {
        LocalDate day = shop.day(0);
        page.step(Amounts.weekday(day) + ": land and hydrate");
        page.say(
                "Landing forces every event to disk as it came and closes them into segments of the raw archive. Hydrating"
                        + " turns new segments into typed Parquet of their day. While the day is open these are small \"hot\""
                        + " files, and queries see them at once.");
        Delivery first = shop.deliveries().get(0);
        page.command("tarn land " + VIEWS + " shop/" + VIEWS + "/" + first.name());
        page.command("tarn compact");
        List<List<String>> rows = new ArrayList<>();
        for (Instant at : arrivals(day)) {
            long landed = deliver(at);
            compact(at);
            rows.add(hydrated(at, landed, day));
        }
        page.table(List.of("time", "landed", "rows to query", "hot files", "size"), rows);
        checkRows(day, Kind.GOOD, Kind.UNDATED);
    }

    private List<String> hydrated(Instant at, long landed, LocalDate day) {
        List<ObjectStat> hot = tables.hot(day);
        return List.of(
                Amounts.time(at),
                Amounts.count(landed),
                Amounts.count(
                        COLLECTIONS.stream().mapToLong(c -> tables.rows(c, day)).sum()),
                Amounts.count(hot.size()),
                Amounts.bytes(hot.stream().mapToLong(ObjectStat::size).sum()));
    }

    private void sealTheFirstDay() {
        LocalDate day = shop.day(0);
        List<ObjectStat> before = tables.hot(day);
        RunReport report = seal(day);
        page.step("The night: seal, with Spark");
        page.say(
                "The day is over, and the hour for its last events has passed. The hot files of each collection become one"
                        + " file in the lake, written once, Parquet to Parquet.");
        page.command("tarn compact");
        page.table(List.of("before, in lake/_tarn/hot/", "size"), sizes(before, "hot/"));
        page.table(List.of("after, in lake/", "size"), sizes(tables.published(day), ""));
        sparkDidIt(report);
        checkFiles(day, 1);
    }

    private void sparkDidIt(RunReport report) {
        if (report.spark() != null) {
            page.passed("Spark " + report.spark().application() + ": "
                    + Amounts.count(report.spark().tasks(), "task") + " so far");
        }
    }

    private static List<List<String>> sizes(List<ObjectStat> files, String without) {
        return files.stream()
                .map(f -> List.of(f.key().substring(without.length()), Amounts.bytes(f.size())))
                .toList();
    }

    private void changeAType() {
        LocalDate day = shop.day(1);
        page.step(Amounts.weekday(day) + ": a field changes its type");
        page.say("So far an order's coupon was the number of a campaign, as in 1042. From today it is a text, as in"
                + " \"WELCOME\". A published column never changes its type: the texts go to a column beside it, and nobody's"
                + " query breaks.");
        arrivals(day).forEach(this::deliverAndCompact);
        seal(day);
        page.command("tarn schema show " + ORDERS);
        showColumns("coupon");
        checkColumns("coupon", "coupon", "coupon__string");
        checkFiles(day, 1);
    }

    private void showColumns(String key) {
        page.table(
                List.of("column", "type", "from"),
                tables.columns(ORDERS, key).stream()
                        .map(c -> List.of(c.name(), AthenaDdl.typeOf(c.type()), "/" + c.key()))
                        .toList());
    }

    private void checkColumns(String key, String... expected) {
        List<String> names =
                tables.columns(ORDERS, key).stream().map(Column::name).toList();
        DemoCheck.equal("columns of /" + key, List.of(expected), names);
    }

    private void addAFieldAndBeLate() {
        LocalDate day = shop.day(2);
        List<Instant> arrivals = arrivals(day);
        page.step(Amounts.weekday(day) + ": a new field, and events that are late");
        page.say("Orders say from today how they are shipped: one more column, null on the days before.");
        deliverAndCompact(arrivals.get(0));
        showColumns("shipping");
        checkColumns("shipping", "shipping");
        page.say("This morning telephones sent what they could not send on " + Amounts.weekday(shop.day(0)) + " and "
                + Amounts.weekday(shop.day(1))
                + ", and a market stall handed in its orders. Those days are sealed: the rows"
                + " wait, and after six hours they are appended as one more file. Nothing is rewritten.");
        showLate("waiting at " + Amounts.time(arrivals.get(0)));
        arrivals.subList(1, arrivals.size()).forEach(this::deliverAndCompact);
        seal(day);
        showLate("at the end of the day");
        checkLate();
    }

    private void showLate(String when) {
        List<List<String>> rows = new ArrayList<>();
        for (int n = 0; n < 2; n++) {
            LocalDate day = shop.day(n);
            for (String collection : List.of(VIEWS, ORDERS)) {
                if (lateRows(collection, day) > 0) {
                    rows.add(List.of(
                            collection,
                            day.toString(),
                            Amounts.count(tables.waiting(collection, day)),
                            Amounts.count(tables.rows(collection, day)),
                            Amounts.count(tables.published(collection, day).size())));
                }
            }
        }
        page.table(List.of(when, "day", "waiting", "rows to query", "files"), rows);
    }

    private void checkLate() {
        for (int n = 0; n < 3; n++) {
            checkRows(shop.day(n), Kind.values());
            for (String collection : COLLECTIONS) {
                LocalDate day = shop.day(n);
                boolean late = lateRows(collection, day) > 0;
                DemoCheck.equal(
                        "files of " + collection + " on " + day,
                        late ? 2 : 1,
                        tables.published(collection, day).size());
                DemoCheck.equal("waiting rows of " + collection + " on " + day, 0L, tables.waiting(collection, day));
            }
        }
        page.passed("every day is sealed: one file per collection, and one more where rows came late");
    }

    private long lateRows(String collection, LocalDate day) {
        return shop.deliveries().stream()
                .filter(d -> d.collection().equals(collection))
                .flatMap(d -> d.lines().stream())
                .filter(line -> line.kind() == Kind.LATE && day.equals(line.day()))
                .count();
    }

    private void checkFiles(LocalDate day, int count) {
        for (String collection : COLLECTIONS) {
            DemoCheck.equal(
                    "files of " + collection + " on " + day,
                    count,
                    tables.published(collection, day).size());
        }
    }

    /** The rows that queries see, against the lines of these kinds. */
    private void checkRows(LocalDate day, Kind... kinds) {
        List<Kind> counted = Arrays.asList(kinds);
        for (String collection : COLLECTIONS) {
            long expected = shop.deliveries().stream()
                    .filter(d -> d.collection().equals(collection))
                    .flatMap(d -> d.lines().stream())
                    .filter(line -> day.equals(line.day()) && counted.contains(line.kind()))
                    .count();
            DemoCheck.equal("rows of " + collection + " on " + day, expected, tables.rows(collection, day));
        }
        page.passed(COLLECTIONS.stream()
                        .map(c -> Amounts.count(tables.rows(c, day)) + " " + c)
                        .collect(Collectors.joining(", ", "", " on "))
                + day + ", as the shop knows");
    }

    /** When something of a day's shifts arrives; the last is after midnight. */
    private List<Instant> arrivals(LocalDate day) {
        return shop.deliveries().stream()
                .map(Delivery::arrives)
                .distinct()
                .filter(at -> at.minus(Duration.ofHours(1))
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .equals(day))
                .toList();
    }

    private void deliverAndCompact(Instant at) {
        deliver(at);
        compact(at);
    }

    private long deliver(Instant at) {
        clock.reach(at);
        long landed = 0;
        for (Delivery delivery : shop.deliveries()) {
            if (delivery.arrives().equals(at)) {
                if (delivery.collection().equals(PAYMENTS)) {
                    lake.produce(delivery.collection(), delivery.lines());
                } else {
                    lake.land(
                            delivery.collection(),
                            files.path(delivery),
                            delivery.lines().size());
                }
                landed += delivery.lines().size();
            }
        }
        return landed;
    }

    private void compact(Instant at) {
        clock.reach(at.plus(Duration.ofMinutes(1)));
        DemoCheck.done(lake.compact());
    }

    private RunReport seal(LocalDate day) {
        clock.reach(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(SEALED_AFTER));
        return DemoCheck.done(lake.compact());
    }
}
