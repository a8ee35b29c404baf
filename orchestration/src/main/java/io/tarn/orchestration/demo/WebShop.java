package io.tarn.orchestration.demo;

import io.tarn.orchestration.demo.Line.Kind;
import io.tarn.orchestration.demo.Orders.Order;
import io.tarn.orchestration.demo.Payments.Payment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Three days of a web shop that sells tents: page views, orders and payments, with the trouble that such a shop has.
 *
 * <p>The same seed, day and size give the same bytes. What must become of them is in {@link ShopFacts}, counted while
 * they are made.
 */
final class WebShop {
    static final int DAYS = 3;
    static final String VIEWS = "page_views";
    static final String ORDERS = "orders";
    static final String PAYMENTS = "payments";

    /** In the order in which people think of them. */
    static final List<String> COLLECTIONS = List.of(VIEWS, ORDERS, PAYMENTS);

    private final LocalDate firstDay;
    private final ShopSize size;
    private final Random random;
    private final PageViews views;
    private final Orders orders;
    private final Payments payments;
    private final List<Delivery> deliveries = new ArrayList<>();
    private final ShopFacts facts = new ShopFacts();
    private List<Payment> paidBefore = List.of();

    private WebShop(long seed, LocalDate firstDay, ShopSize size) {
        this.firstDay = firstDay;
        this.size = size;
        // One die each, so that a change to one kind of event leaves the others as they are.
        random = new Random(seed);
        views = new PageViews(new Random(random.nextLong()));
        orders = new Orders(new Random(random.nextLong()), firstDay);
        payments = new Payments(new Random(random.nextLong()));
    }

    /** The shop's last {@value #DAYS} days. */
    static WebShop open(long seed, LocalDate firstDay, ShopSize size) {
        WebShop shop = new WebShop(seed, firstDay, size);
        for (int day = 0; day < DAYS; day++) {
            for (int n = 0; n < Shift.PER_DAY; n++) {
                shop.work(new Shift(firstDay.plusDays(day), n));
            }
        }
        return shop;
    }

    /**
     * The first of three days of which the last was sealed already: yesterday, but until two o'clock in the morning the
     * day before, because a day is sealed an hour after its end.
     */
    static LocalDate firstDayBefore(Clock clock) {
        Instant settled = clock.instant().minus(Duration.ofHours(2));
        return LocalDate.ofInstant(settled, ZoneOffset.UTC).minusDays(DAYS);
    }

    /** In order of arrival. */
    List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** Rows that lines of these kinds make on a day. */
    long rows(String collection, LocalDate day, Kind... kinds) {
        List<Kind> counted = List.of(kinds);
        return deliveries.stream()
                .filter(delivery -> delivery.collection().equals(collection))
                .flatMap(delivery -> delivery.lines().stream())
                .filter(line -> day.equals(line.day()) && counted.contains(line.kind()))
                .count();
    }

    ShopFacts facts() {
        return facts;
    }

    LocalDate day(int n) {
        return firstDay.plusDays(n);
    }

    private void work(Shift shift) {
        List<Line> seen = new ArrayList<>(views.of(shift, shift.share(size.viewsPerDay())));
        List<Order> bought = orders.of(shift, shift.share(size.ordersPerDay()));
        List<Line> orderLines = new ArrayList<>(linesOf(bought));
        List<Payment> paid = payments.of(shift, bought);
        List<Line> paymentLines =
                new ArrayList<>(paid.stream().map(Payment::line).toList());
        breakSome(shift, seen, orderLines);
        repeatSome(paid, paymentLines);
        deliver(VIEWS, shift, shift.name() + ".ndjson", seen);
        deliver(ORDERS, shift, shift.name() + ".ndjson", orderLines);
        deliver(PAYMENTS, shift, "", paymentLines);
        facts.sold(bought);
        facts.paid(paid);
        if (shift.day().equals(day(2)) && shift.n() == 0) {
            deliverLate(shift);
        }
    }

    /** Something of each kind on each day, in the busiest shift. */
    private void breakSome(Shift shift, List<Line> seen, List<Line> bought) {
        if (shift.n() == 1) {
            insert(seen, Broken.of(Kind.TRUNCATED, any(seen).bytes()));
            insert(seen, Broken.of(Kind.INVALID_UTF8, any(seen).bytes()));
            insert(seen, views.undated(shift.arrives()));
            insert(bought, Broken.of(Kind.DUPLICATE_KEY, any(bought).bytes()));
            insert(bought, Broken.of(Kind.ARRAY, any(bought).bytes()));
        }
    }

    /**
     * Of two hundred payments one is sent twice, and one again eight hours later; in each shift one comes again with
     * another amount.
     */
    private void repeatSome(List<Payment> paid, List<Line> lines) {
        repeat(paid, lines);
        repeat(paidBefore, lines);
        lines.add(paid.get(random.nextInt(paid.size())).changed());
        paidBefore = paid;
    }

    private void repeat(List<Payment> paid, List<Line> lines) {
        for (int i = random.nextInt(200); i < paid.size(); i += 200) {
            lines.add(paid.get(i).again());
        }
    }

    /** On the third day there comes what happened on the first two. */
    private void deliverLate(Shift shift) {
        List<Line> seen = new ArrayList<>(views.late(day(0), size.viewsPerDay() / 50));
        seen.addAll(views.late(day(1), size.viewsPerDay() / 100));
        List<Order> bought = orders.late(day(0), size.ordersPerDay() / 100);
        deliver(VIEWS, shift, shift.name() + "-telephones.ndjson", seen);
        deliver(ORDERS, shift, shift.name() + "-market-stall.ndjson", linesOf(bought));
        facts.sold(bought);
    }

    private void deliver(String collection, Shift shift, String name, List<Line> lines) {
        deliveries.add(new Delivery(collection, shift.arrives(), name, List.copyOf(lines)));
        facts.sent(collection, lines);
    }

    private Line any(List<Line> lines) {
        return lines.stream()
                .skip(random.nextInt(lines.size()))
                .filter(line -> line.kind() == Kind.GOOD)
                .findFirst()
                .orElseGet(() -> lines.get(0));
    }

    private void insert(List<Line> lines, Line line) {
        lines.add(random.nextInt(lines.size() + 1), line);
    }

    private static List<Line> linesOf(List<Order> orders) {
        return orders.stream().map(Order::line).toList();
    }
}
