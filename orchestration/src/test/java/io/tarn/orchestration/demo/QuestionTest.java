package io.tarn.orchestration.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The questions, asked to the shop's files themselves: books and SQL agree without any lake between them. */
final class QuestionTest {
    private final WebShop shop = WebShop.open(3, LocalDate.parse("2026-11-18"), new ShopSize(600, 500));

    @TempDir
    private Path tmp;

    @Test
    void the_shops_books_answer_as_its_own_files_do() throws IOException, SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duck.createStatement()) {
            sql.execute("CREATE VIEW orders AS SELECT order_id, created_at, total_cents,"
                    + " TRY_CAST(coupon->>'$' AS BIGINT) AS coupon,"
                    + " CASE WHEN json_type(coupon) = 'VARCHAR' THEN coupon->>'$' END AS coupon__string"
                    + " FROM read_json('" + rows(WebShop.ORDERS) + "', format = 'newline_delimited', columns = {"
                    + "order_id: 'VARCHAR', created_at: 'VARCHAR', total_cents: 'BIGINT', coupon: 'JSON'})");
            sql.execute("CREATE VIEW payments AS FROM read_json('" + rows(WebShop.PAYMENTS)
                    + "', format = 'newline_delimited', columns = {"
                    + "order_id: 'VARCHAR', method: 'VARCHAR', amount_cents: 'BIGINT'})");
            List<Question> questions = Question.of(shop.facts());
            assertThat(questions).hasSize(3);
            for (Question question : questions) {
                assertThat(answer(sql, question)).as(question.words()).isEqualTo(question.answer());
            }
        }
    }

    private static List<List<String>> answer(Statement sql, Question question) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (ResultSet result = sql.executeQuery(String.join(" ", question.sql()))) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= question.columns().size(); i++) {
                    String cell = result.getString(i);
                    row.add(cell == null ? "" : cell);
                    assertThat(result.getMetaData().getColumnLabel(i))
                            .isEqualTo(question.columns().get(i - 1));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private Path rows(String collection) throws IOException {
        Path file = tmp.resolve(collection + ".ndjson");
        List<Line> lines = shop.deliveries().stream()
                .filter(d -> d.collection().equals(collection))
                .flatMap(d -> d.lines().stream())
                .filter(line -> line.kind().hasRow())
                .toList();
        try (var out = Files.newOutputStream(file)) {
            for (Line line : lines) {
                out.write(line.bytes());
                out.write('\n');
            }
        }
        return file;
    }
}
