package io.tarn.orchestration.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tarn.orchestration.demo.Catalogue.Article;
import io.tarn.orchestration.demo.Line.Kind;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Orders with nested items. The coupon is a campaign's number on the first day and a text from the second on; shipping
 * is told from the third day on.
 */
final class Orders {
    /** @param coupon as text, whatever it is in the event; null where the customer had none */
    record Order(
            String id, Instant at, long cents, @Nullable String coupon, Line line) {}

    private record Item(Article article, int quantity) {}

    private static final List<String> NAMES = List.of(
            "Zoë Lefèvre", "Ólafur Jónsson", "Aisha Bello", "Jan Kowalski", "王小明", "Nguyễn Thị Hoa", "Mary O'Neill");
    private static final List<String> CITIES = List.of("Łódź", "Zürich", "Reykjavík", "Lagos", "Košice", "Berlin");
    private static final List<String> CARRIERS = List.of("post", "courier", "locker");
    private static final int[] CAMPAIGNS = {1042, 1043, 1107};
    private static final List<String> CODES = List.of("SPRING-15", "WELCOME", "FRIENDS-10");

    private final Random random;
    private final LocalDate firstDay;
    private int last;

    Orders(Random random, LocalDate firstDay) {
        this.random = random;
        this.firstDay = firstDay;
    }

    List<Order> of(Shift shift, int count) {
        return of(shift, count, Kind.GOOD);
    }

    /** A market stall without a network hands in its orders days later. */
    List<Order> late(LocalDate day, int count) {
        return of(new Shift(day, 1), count, Kind.LATE);
    }

    private List<Order> of(Shift shift, int count, Kind kind) {
        List<Order> orders = new ArrayList<>(count);
        for (Instant at : shift.times(count, random)) {
            orders.add(order(at, shift.day(), kind));
        }
        return orders;
    }

    private Order order(Instant at, LocalDate day, Kind kind) {
        String id = String.format(Locale.ROOT, "o-%06d", ++last);
        List<Item> items = items();
        long cents =
                items.stream().mapToLong(i -> i.quantity * i.article.price()).sum();
        long daysIn = firstDay.until(day).getDays();
        boolean hasCoupon = random.nextInt(100) < 20;
        int coupon = random.nextInt(3);
        boolean asText = daysIn >= 1;
        String text = asText ? CODES.get(coupon) : Integer.toString(CAMPAIGNS[coupon]);
        byte[] json = EventText.of(event -> {
            event.writeStringField("order_id", id);
            event.writeStringField("created_at", at.toString());
            putCustomer(event);
            putItems(event, items);
            if (hasCoupon && asText) {
                event.writeStringField("coupon", text);
            } else if (hasCoupon) {
                event.writeNumberField("coupon", CAMPAIGNS[coupon]);
            }
            event.writeNumberField("total_cents", cents);
            if (daysIn >= 2) {
                putShipping(event);
            }
        });
        return new Order(id, at, cents, hasCoupon ? text : null, new Line(json, "", kind, day));
    }

    private List<Item> items() {
        List<Item> items = new ArrayList<>();
        int count = 1 + Math.min(random.nextInt(6), random.nextInt(6));
        for (int i = 0; i < count; i++) {
            items.add(new Item(Catalogue.any(random), 1 + random.nextInt(3)));
        }
        return items;
    }

    private void putCustomer(JsonGenerator event) throws IOException {
        event.writeObjectFieldStart("customer");
        event.writeNumberField("id", 1000 + random.nextInt(4000));
        event.writeStringField("name", NAMES.get(random.nextInt(NAMES.size())));
        event.writeStringField("city", CITIES.get(random.nextInt(CITIES.size())));
        event.writeEndObject();
    }

    private static void putItems(JsonGenerator event, List<Item> items) throws IOException {
        event.writeArrayFieldStart("items");
        for (Item item : items) {
            event.writeStartObject();
            event.writeStringField("sku", item.article.sku());
            event.writeStringField("name", item.article.name());
            event.writeNumberField("quantity", item.quantity);
            event.writeNumberField("price_cents", item.article.price());
            event.writeEndObject();
        }
        event.writeEndArray();
    }

    private void putShipping(JsonGenerator event) throws IOException {
        event.writeObjectFieldStart("shipping");
        event.writeStringField("carrier", CARRIERS.get(random.nextInt(CARRIERS.size())));
        event.writeBooleanField("express", random.nextInt(5) == 0);
        event.writeEndObject();
    }
}
