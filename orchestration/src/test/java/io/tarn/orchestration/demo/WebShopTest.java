package io.tarn.orchestration.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.core.Reason;
import io.tarn.core.json.JsonLimits;
import io.tarn.core.json.JsonParser;
import io.tarn.core.json.JsonRejected;
import io.tarn.orchestration.demo.Line.Kind;
import io.tarn.orchestration.demo.ShopFacts.Paid;
import io.tarn.orchestration.demo.ShopFacts.Sales;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebShopTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-11-18");
    private static final ShopSize SMALL = new ShopSize(900, 600);
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final WebShop SHOP = WebShop.open(7, FIRST, SMALL);

    @Test
    void the_same_seed_gives_the_same_bytes() {
        assertThat(bytes(WebShop.open(7, FIRST, SMALL))).isEqualTo(bytes(SHOP));
    }

    @Test
    void another_seed_gives_other_bytes() {
        assertThat(bytes(WebShop.open(8, FIRST, SMALL))).isNotEqualTo(bytes(SHOP));
    }

    @Test
    void every_kind_of_trouble_is_there() {
        assertThat(Kind.values())
                .allSatisfy(kind -> assertThat(SHOP.facts().of(kind)).isPositive());
    }

    @Test
    void trouble_is_rare() {
        long all =
                WebShop.COLLECTIONS.stream().mapToLong(SHOP.facts()::received).sum();
        assertThat(SHOP.facts().of(Kind.GOOD)).isGreaterThan(all * 97 / 100);
    }

    @Test
    void the_demo_has_some_85_000_events_most_of_them_page_views() {
        ShopFacts facts = WebShop.open(1, FIRST, ShopSize.DEMO).facts();
        assertThat(facts.received(WebShop.VIEWS)).isBetween(60_000L, 65_000L);
        assertThat(facts.received(WebShop.ORDERS)).isBetween(10_000L, 12_000L);
        assertThat(facts.received(WebShop.PAYMENTS)).isBetween(9_500L, 12_000L);
    }

    @Test
    void a_line_is_set_aside_for_the_reason_that_its_kind_gives_and_for_no_other() {
        for (Delivery delivery : SHOP.deliveries()) {
            for (Line line : delivery.lines()) {
                Reason expected =
                        line.kind() == Kind.CONFLICT ? null : line.kind().reason();
                assertThat(rejection(line)).as("%s %s", line.kind(), text(line)).isEqualTo(expected);
            }
        }
    }

    @Test
    void no_line_has_a_line_end_in_it() {
        assertThat(lines(WebShop.VIEWS))
                .allSatisfy(line -> assertThat(text(line)).doesNotContain("\n", "\r"));
    }

    @Test
    void the_day_of_a_row_is_the_day_of_its_event_time() {
        Map<String, String> field = Map.of(WebShop.VIEWS, "at", WebShop.ORDERS, "created_at");
        field.forEach((collection, name) -> {
            for (Line line : lines(collection)) {
                if (line.kind() == Kind.GOOD || line.kind() == Kind.LATE) {
                    assertThat(read(line).get(name).asText()).startsWith(String.valueOf(line.day()));
                }
            }
        });
        for (Line line : lines(WebShop.PAYMENTS)) {
            Instant paid = Instant.ofEpochMilli(read(line).get("paid_at").asLong());
            if (line.kind() == Kind.GOOD) {
                assertThat(LocalDate.ofInstant(paid, ZoneOffset.UTC)).isEqualTo(line.day());
            }
        }
    }

    @Test
    void deliveries_come_in_order_and_never_before_what_they_tell_of() {
        Instant last = Instant.EPOCH;
        for (Delivery delivery : SHOP.deliveries()) {
            assertThat(delivery.arrives()).isAfterOrEqualTo(last);
            last = delivery.arrives();
            assertThat(delivery.lines()).allSatisfy(line -> {
                if (line.day() != null) {
                    assertThat(line.day()).isBeforeOrEqualTo(LocalDate.ofInstant(delivery.arrives(), ZoneOffset.UTC));
                }
            });
        }
    }

    @Test
    void late_events_arrive_after_two_o_clock_of_the_day_after_theirs() {
        for (Delivery delivery : SHOP.deliveries()) {
            for (Line line : delivery.lines()) {
                if (line.kind() == Kind.LATE && line.day() != null) {
                    Instant sealed = line.day().plusDays(1).atTime(2, 0).toInstant(ZoneOffset.UTC);
                    assertThat(delivery.arrives()).isAfter(sealed);
                }
            }
        }
    }

    @Test
    void the_coupon_is_a_number_on_the_first_day_and_a_text_from_then_on() {
        for (Line line : lines(WebShop.ORDERS)) {
            if (line.day() != null && read(line).has("coupon")) {
                assertThat(read(line).get("coupon").isTextual())
                        .isEqualTo(line.day().isAfter(FIRST));
            }
        }
    }

    @Test
    void shipping_appears_on_the_third_day() {
        for (Line line : lines(WebShop.ORDERS)) {
            if (line.day() != null) {
                assertThat(read(line).has("shipping")).isEqualTo(line.day().equals(FIRST.plusDays(2)));
            }
        }
    }

    @Test
    void a_repeated_payment_has_the_bytes_of_one_that_came_before_and_a_conflicting_one_has_others() {
        Map<String, String> first = new HashMap<>();
        for (Line line : lines(WebShop.PAYMENTS)) {
            String before = first.putIfAbsent(line.id(), text(line));
            switch (line.kind()) {
                case GOOD -> assertThat(before).isNull();
                case REPEATED -> assertThat(text(line)).isEqualTo(before);
                default -> assertThat(text(line)).isNotEqualTo(before);
            }
        }
    }

    @Test
    void some_payments_are_repeated_in_a_later_delivery() {
        Set<String> before = new HashSet<>();
        long later = 0;
        for (Delivery delivery : SHOP.deliveries()) {
            later += delivery.lines().stream()
                    .filter(line -> line.kind() == Kind.REPEATED && before.contains(line.id()))
                    .count();
            delivery.lines().forEach(line -> before.add(line.id()));
        }
        assertThat(later).isPositive().isLessThan(SHOP.facts().of(Kind.REPEATED));
    }

    @Test
    void facts_agree_with_what_is_in_the_events() {
        SortedMap<LocalDate, Sales> sales = new TreeMap<>();
        SortedMap<String, Long> coupons = new TreeMap<>();
        Set<String> unpaid = new HashSet<>();
        for (Line line : lines(WebShop.ORDERS)) {
            if (line.kind().hasRow()) {
                JsonNode order = read(line);
                LocalDate day = LocalDate.parse(order.get("created_at").asText().substring(0, 10));
                Sales one = new Sales(1, order.get("total_cents").asLong());
                sales.merge(day, one, (a, b) -> new Sales(a.orders() + b.orders(), a.cents() + b.cents()));
                assertThat(total(order)).isEqualTo(one.cents());
                if (order.has("coupon")) {
                    coupons.merge(order.get("coupon").asText(), 1L, Long::sum);
                }
                unpaid.add(order.get("order_id").asText());
            }
        }
        SortedMap<String, Paid> methods = new TreeMap<>();
        for (Line line : lines(WebShop.PAYMENTS)) {
            if (line.kind().hasRow()) {
                JsonNode payment = read(line);
                Paid one = new Paid(1, payment.get("amount_cents").asLong());
                methods.merge(
                        payment.get("method").asText(),
                        one,
                        (a, b) -> new Paid(a.payments() + b.payments(), a.cents() + b.cents()));
                assertThat(unpaid.remove(payment.get("order_id").asText())).isTrue();
            }
        }
        assertThat(SHOP.facts().sales()).isEqualTo(sales).hasSize(3);
        assertThat(SHOP.facts().coupons()).isEqualTo(coupons).hasSize(6);
        assertThat(SHOP.facts().methods()).isEqualTo(methods).hasSize(3);
        assertThat(SHOP.facts().unpaid()).isEqualTo(unpaid.size()).isPositive();
    }

    @Test
    void what_was_received_is_rows_and_quarantined_and_repeated() {
        for (String collection : WebShop.COLLECTIONS) {
            ShopFacts facts = SHOP.facts();
            assertThat(facts.received(collection))
                    .isEqualTo(lines(collection).size())
                    .isEqualTo(facts.rows(collection)
                            + facts.quarantined(collection)
                            + facts.of(collection, Kind.REPEATED));
            assertThat(facts.rowsByDay(collection)).containsOnlyKeys(FIRST, FIRST.plusDays(1), FIRST.plusDays(2));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T13:37:00Z, 2026-11-18",
        "2026-11-21T02:00:00Z, 2026-11-18",
        "2026-11-21T01:59:59Z, 2026-11-17",
        "2026-01-01T12:00:00Z, 2025-12-29"
    })
    void the_three_days_end_yesterday_once_yesterday_can_have_been_sealed(String now, String first) {
        Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
        assertThat(WebShop.firstDayBefore(clock)).isEqualTo(LocalDate.parse(first));
    }

    private List<Line> lines(String collection) {
        return SHOP.deliveries().stream()
                .filter(d -> d.collection().equals(collection))
                .flatMap(d -> d.lines().stream())
                .toList();
    }

    private static List<String> bytes(WebShop shop) {
        List<String> all = new ArrayList<>();
        for (Delivery delivery : shop.deliveries()) {
            all.add(delivery.collection() + delivery.arrives() + delivery.name());
            delivery.lines().forEach(line -> all.add(line.id() + line.kind() + line.day() + text(line)));
        }
        return all;
    }

    private static String text(Line line) {
        return new String(line.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static JsonNode read(Line line) {
        try {
            return JSON.readTree(line.bytes());
        } catch (IOException e) {
            throw new AssertionError(text(line), e);
        }
    }

    private static long total(JsonNode order) {
        long cents = 0;
        for (JsonNode item : order.get("items")) {
            cents += item.get("quantity").asLong() * item.get("price_cents").asLong();
        }
        return cents;
    }

    private static @org.jspecify.annotations.Nullable Reason rejection(Line line) {
        try {
            new JsonParser(JsonLimits.DEFAULT).parse(line.bytes(), 0, line.bytes().length);
            return null;
        } catch (JsonRejected e) {
            return e.reason();
        }
    }
}
