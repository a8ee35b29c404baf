package io.tarn.orchestration.demo;

import io.tarn.core.Reason;
import io.tarn.orchestration.demo.Line.Kind;
import io.tarn.orchestration.demo.Orders.Order;
import io.tarn.orchestration.demo.Payments.Payment;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the shop knows of its three days. The lake must say the same, and has no part in these numbers. */
final class ShopFacts {
    /** Of one day. */
    record Sales(long orders, long cents) {}

    /** Of one way to pay. */
    record Paid(long payments, long cents) {}

    private final Map<String, Map<Kind, Long>> lines = new TreeMap<>();
    private final Map<String, SortedMap<LocalDate, Long>> rows = new TreeMap<>();
    private final SortedMap<LocalDate, Sales> sales = new TreeMap<>();
    private final SortedMap<String, Long> coupons = new TreeMap<>();
    private final SortedMap<String, Paid> methods = new TreeMap<>();
    private final Set<String> unpaid = new HashSet<>();

    void sent(String collection, List<Line> sent) {
        Map<Kind, Long> kinds = lines.computeIfAbsent(collection, c -> new EnumMap<>(Kind.class));
        SortedMap<LocalDate, Long> days = rows.computeIfAbsent(collection, c -> new TreeMap<>());
        for (Line line : sent) {
            kinds.merge(line.kind(), 1L, Long::sum);
            if (line.day() != null) {
                days.merge(line.day(), 1L, Long::sum);
            }
        }
    }

    void sold(List<Order> orders) {
        for (Order order : orders) {
            LocalDate day = order.line().day();
            if (day != null) {
                sales.merge(day, new Sales(1, order.cents()), (a, b) -> new Sales(a.orders + 1, a.cents + b.cents));
            }
            if (order.coupon() != null) {
                coupons.merge(order.coupon(), 1L, Long::sum);
            }
            unpaid.add(order.id());
        }
    }

    void paid(List<Payment> payments) {
        for (Payment payment : payments) {
            methods.merge(
                    payment.method(),
                    new Paid(1, payment.cents()),
                    (a, b) -> new Paid(a.payments + 1, a.cents + b.cents));
            unpaid.remove(payment.orderId());
        }
    }

    /** Everything that reached Tarn. */
    long received(String collection) {
        return kinds(collection).values().stream().mapToLong(Long::longValue).sum();
    }

    long rows(String collection) {
        return rowsByDay(collection).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    SortedMap<LocalDate, Long> rowsByDay(String collection) {
        return Collections.unmodifiableSortedMap(rows.getOrDefault(collection, new TreeMap<>()));
    }

    long of(String collection, Kind kind) {
        return kinds(collection).getOrDefault(kind, 0L);
    }

    long of(Kind kind) {
        return lines.keySet().stream().mapToLong(c -> of(c, kind)).sum();
    }

    long quarantined(String collection) {
        return kinds(collection).entrySet().stream()
                .filter(e -> e.getKey().reason() != null)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Over all collections. */
    SortedMap<Reason, Long> quarantinedByReason() {
        SortedMap<Reason, Long> reasons = new TreeMap<>();
        for (Map<Kind, Long> kinds : lines.values()) {
            kinds.forEach((kind, count) -> {
                @Nullable Reason reason = kind.reason();
                if (reason != null) {
                    reasons.merge(reason, count, Long::sum);
                }
            });
        }
        return reasons;
    }

    SortedMap<LocalDate, Sales> sales() {
        return Collections.unmodifiableSortedMap(sales);
    }

    /** Orders by the coupon they were bought with. */
    SortedMap<String, Long> coupons() {
        return Collections.unmodifiableSortedMap(coupons);
    }

    SortedMap<String, Paid> methods() {
        return Collections.unmodifiableSortedMap(methods);
    }

    long unpaid() {
        return unpaid.size();
    }

    private Map<Kind, Long> kinds(String collection) {
        return lines.getOrDefault(collection, Map.of());
    }
}
