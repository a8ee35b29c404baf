package io.tarn.orchestration.demo;

import static io.tarn.orchestration.demo.WebShop.COLLECTIONS;
import static io.tarn.orchestration.demo.WebShop.ORDERS;
import static io.tarn.orchestration.demo.WebShop.VIEWS;

import io.tarn.core.report.RunReport;
import io.tarn.core.store.ObjectStat;
import io.tarn.landing.imports.ImportReport;
import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.demo.Line.Kind;
import io.tarn.schema.AthenaDdl;
import io.tarn.schema.Column;
import io.tarn.schema.Column.Variant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The steps in which the shop's days pass: events arrive, days are hydrated and sealed, late rows appended. */
final class DemoDays {
    private final DemoPage page;
    private final DemoLake lake;
    private final DemoTables tables;
    private final DemoSchedule schedule;
    private final WebShop shop;

    DemoDays(DemoPage page, DemoLake lake, DemoTables tables, DemoSchedule schedule, WebShop shop) {
        this.page = page;
        this.lake = lake;
        this.tables = tables;
        this.schedule = schedule;
        this.shop = shop;
    }

    void pass() {
        hydrateTheFirstDay();
        sealTheFirstDay();
        changeAType();
        addAFieldAndBeLate();
    }

    private void hydrateTheFirstDay() {
        LocalDate day = shop.day(0);
        page.step(Amounts.weekday(day) + ": land and hydrate");
        page.say(
                "Landing forces every event to disk as it came and closes them into segments of the raw archive. Hydrating"
                        + " turns new segments into typed Parquet of their day. While the day is open these are small \"hot\""
                        + " files, and queries see them at once.");
        Delivery first = shop.deliveries().get(0);
        page.command("tarn land " + first.collection() + " " + first.path());
        page.command("tarn compact");
        hydrate(day, schedule.arrivals(day));
        checkRows(day, Kind.GOOD, Kind.UNDATED);
        landAgain(first);
    }

    private void landAgain(Delivery first) {
        ImportReport again = lake.land(first.collection(), first.path());
        DemoCheck.equal("events landed again", 0L, again.received());
        page.passed(
                "the same file once more adds nothing: " + again.files().get(0).why());
    }

    private void hydrate(LocalDate day, List<Instant> arrivals) {
        DemoPage.Growing table = page.growing("time ", "  landed", "rows of the day", "hot files", "      size");
        for (Instant at : arrivals) {
            long landed = schedule.hydrate(at);
            List<ObjectStat> hot = tables.hot(day);
            table.add(
                    Amounts.time(at),
                    Numbers.count(landed),
                    Numbers.count(COLLECTIONS.stream()
                            .mapToLong(c -> tables.rows(c, day))
                            .sum()),
                    Numbers.count(hot.size()),
                    Numbers.bytes(hot.stream().mapToLong(ObjectStat::size).sum()));
        }
    }

    private void sealTheFirstDay() {
        LocalDate day = shop.day(0);
        page.step("The night: seal, with Spark");
        page.say(
                "The day is over, and the hour for its last events has passed. The hot files of each collection become one"
                        + " file in the lake, written once, Parquet to Parquet.");
        page.command("tarn compact");
        page.table(List.of("before, in lake/_tarn/hot/", "size"), sizes(tables.hot(day), "hot/"));
        RunReport report = schedule.seal(day);
        page.blank();
        page.table(List.of("after, in lake/", "size"), sizes(tables.published(day), ""));
        if (report.spark() != null) {
            page.passed("Spark " + report.spark().application() + " has run "
                    + Numbers.count(report.spark().tasks(), "task") + " so far");
        }
    }

    private static List<List<String>> sizes(List<ObjectStat> files, String without) {
        return files.stream()
                .map(f -> List.of(f.key().substring(without.length()), Numbers.bytes(f.size())))
                .toList();
    }

    private void changeAType() {
        LocalDate day = shop.day(1);
        page.step(Amounts.weekday(day) + ": a field changes its type");
        page.say("So far an order's coupon was the number of a campaign, as in 1042. From today it is a text, as in"
                + " \"WELCOME\". A published column never changes its type: the texts go to a column beside it, and nobody's"
                + " query breaks.");
        hydrate(day, schedule.arrivals(day));
        checkRows(day, Kind.GOOD, Kind.UNDATED);
        page.command("tarn schema show " + ORDERS);
        showColumns("coupon", "coupon", "coupon__string");
        schedule.seal(day);
    }

    /** Shows the columns of a field, which must be these. */
    private void showColumns(String key, String... expected) {
        List<Column> columns = tables.columns(ORDERS, key);
        page.table(
                List.of("column", "type", "holds"),
                columns.stream().map(DemoDays::describe).toList());
        DemoCheck.equal(
                "columns of /" + key,
                List.of(expected),
                columns.stream().map(Column::name).toList());
    }

    private static List<String> describe(Column column) {
        String variant = column.variant() == Variant.PLAIN
                ? ""
                : " where it is a " + column.variant().name().toLowerCase(Locale.ROOT);
        return List.of(column.name(), AthenaDdl.typeOf(column.type()), "/" + column.key() + variant);
    }

    private void addAFieldAndBeLate() {
        LocalDate day = shop.day(2);
        List<Instant> arrivals = schedule.arrivals(day);
        page.step(Amounts.weekday(day) + ": a new field, and events that are late");
        page.say("Orders say from today how they are shipped: one more column, null on the days before.");
        hydrate(day, arrivals.subList(0, 1));
        showColumns("shipping", "shipping");
        page.say("This morning telephones sent what they could not send on " + Amounts.weekday(shop.day(0)) + " and "
                + Amounts.weekday(shop.day(1))
                + ", and a market stall handed in its orders. Those days are sealed: the rows"
                + " wait, and after six hours they are appended as one more file. Nothing is rewritten.");
        showLate(arrivals.get(0));
        hydrate(day, arrivals.subList(1, arrivals.size()));
        showLate(arrivals.get(1));
        schedule.seal(day);
        checkAll();
    }

    private void showLate(Instant at) {
        List<List<String>> rows = new ArrayList<>();
        for (int n = 0; n < 2; n++) {
            LocalDate day = shop.day(n);
            for (String collection : List.of(VIEWS, ORDERS)) {
                if (shop.rows(collection, day, Kind.LATE) > 0) {
                    rows.add(List.of(
                            Amounts.time(at),
                            day.toString(),
                            collection,
                            Numbers.count(tables.waiting(collection, day)),
                            Numbers.count(tables.rows(collection, day)),
                            Numbers.count(tables.published(collection, day).size())));
                }
            }
        }
        page.table(List.of("time", "rows of", "", "waiting", "to query", "files"), rows);
    }

    private void checkAll() {
        for (int n = 0; n < WebShop.DAYS; n++) {
            LocalDate day = shop.day(n);
            checkRows(day, Kind.values());
            for (String collection : COLLECTIONS) {
                int files = shop.rows(collection, day, Kind.LATE) > 0 ? 2 : 1;
                DemoCheck.equal(
                        "files of " + collection + " on " + day,
                        files,
                        tables.published(collection, day).size());
                DemoCheck.equal("waiting rows of " + collection + " on " + day, 0L, tables.waiting(collection, day));
            }
        }
        page.passed("every day is sealed: one file per collection, and one more where rows came late");
    }

    /** The rows that queries see, against the lines of these kinds. */
    private void checkRows(LocalDate day, Kind... kinds) {
        for (String collection : COLLECTIONS) {
            DemoCheck.equal(
                    "rows of " + collection + " on " + day,
                    shop.rows(collection, day, kinds),
                    tables.rows(collection, day));
        }
        page.passed(COLLECTIONS.stream()
                        .map(c -> Numbers.count(tables.rows(c, day)) + " " + c)
                        .collect(Collectors.joining(", ", "", " on "))
                + day + ", as the shop knows");
    }
}
