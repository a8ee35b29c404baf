package io.tarn.orchestration.demo;

import io.tarn.orchestration.demo.ShopFacts.Paid;
import io.tarn.orchestration.demo.ShopFacts.Sales;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A question to the lake, and the answer that the shop's own books give.
 *
 * @param sql in lines, for people
 */
record Question(String words, List<String> sql, List<String> columns, List<List<String>> answer) {
    private static final Comparator<List<String>> MOST_FIRST = Comparator.<List<String>>comparingLong(
                    row -> Long.parseLong(row.get(1)))
            .reversed()
            .thenComparing(row -> row.get(0));

    static List<Question> of(ShopFacts facts) {
        return List.of(sales(facts), coupons(facts), payments(facts));
    }

    private static Question sales(ShopFacts facts) {
        List<List<String>> answer = new ArrayList<>();
        facts.sales()
                .forEach((day, sales) ->
                        answer.add(List.of(day.toString(), orders(sales), Amounts.euros(sales.cents()))));
        return new Question(
                "What was sold on each day? (Late orders are in.)",
                List.of(
                        "SELECT left(created_at, 10) AS date, count(*) AS orders,",
                        "       (sum(total_cents) / 100)::DECIMAL(12,2) AS euros",
                        "FROM orders GROUP BY date ORDER BY date"),
                List.of("date", "orders", "euros"),
                answer);
    }

    private static String orders(Sales sales) {
        return Long.toString(sales.orders());
    }

    private static Question coupons(ShopFacts facts) {
        List<List<String>> answer = new ArrayList<>();
        facts.coupons().forEach((coupon, orders) -> answer.add(List.of(coupon, Long.toString(orders))));
        answer.sort(MOST_FIRST);
        return new Question(
                "Which coupons were used? The field changed its type, so it has two columns.",
                List.of(
                        "SELECT coalesce(coupon__string, coupon::VARCHAR) AS coupon, count(*) AS orders",
                        "FROM orders WHERE coupon IS NOT NULL OR coupon__string IS NOT NULL",
                        "GROUP BY 1 ORDER BY orders DESC, 1"),
                List.of("coupon", "orders"),
                answer);
    }

    private static Question payments(ShopFacts facts) {
        List<List<String>> answer = new ArrayList<>();
        facts.methods()
                .forEach((method, paid) -> answer.add(List.of(method, payments(paid), Amounts.euros(paid.cents()))));
        answer.add(List.of("not paid", Long.toString(facts.unpaid()), ""));
        answer.sort(MOST_FIRST);
        return new Question(
                "How were orders paid? A join; a payment that was sent twice counts once.",
                List.of(
                        "SELECT coalesce(p.method, 'not paid') AS method, count(*) AS orders,",
                        "       (sum(p.amount_cents) / 100)::DECIMAL(12,2) AS euros",
                        "FROM orders o LEFT JOIN payments p ON p.order_id = o.order_id",
                        "GROUP BY 1 ORDER BY orders DESC, 1"),
                List.of("method", "orders", "euros"),
                answer);
    }

    private static String payments(Paid paid) {
        return Long.toString(paid.payments());
    }
}
