package io.tarn.orchestration.demo;

import io.tarn.orchestration.demo.Line.Kind;
import io.tarn.orchestration.demo.Orders.Order;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Payments of orders. They come from a program that embeds the landing writer and gives each an id. */
final class Payments {
    record Payment(String orderId, String method, long cents, Instant at) {
        String id() {
            return orderId.replace("o-", "p-");
        }

        LocalDate day() {
            return LocalDate.ofInstant(at, ZoneOffset.UTC);
        }

        Line line() {
            return new Line(json(), id(), Kind.GOOD, day());
        }

        /** The same bytes once more, because the acknowledgement got lost. */
        Line again() {
            return new Line(json(), id(), Kind.REPEATED, null);
        }

        /** The same id, but another amount. */
        Line changed() {
            return new Line(new Payment(orderId, method, cents + 100, at).json(), id(), Kind.CONFLICT, null);
        }

        private byte[] json() {
            return EventText.of(event -> {
                event.writeStringField("order_id", orderId);
                event.writeStringField("method", method);
                event.writeNumberField("amount_cents", cents);
                event.writeNumberField("paid_at", at.toEpochMilli());
            });
        }
    }

    private static final List<String> METHODS = List.of("card", "card", "card", "wallet", "wallet", "transfer");

    private final Random random;

    Payments(Random random) {
        this.random = random;
    }

    /** Most orders are paid within half an hour, and before the shift is over. */
    List<Payment> of(Shift shift, List<Order> orders) {
        List<Payment> payments = new ArrayList<>(orders.size());
        for (Order order : orders) {
            Instant at = order.at().plusMillis(2_000 + random.nextInt(1_800_000));
            String method = METHODS.get(random.nextInt(METHODS.size()));
            if (random.nextInt(100) < 93) {
                Instant clipped = at.isAfter(shift.last()) ? shift.last() : at;
                payments.add(new Payment(order.id(), method, order.cents(), clipped));
            }
        }
        return payments;
    }
}
