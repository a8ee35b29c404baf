package io.tarn.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.CollectionName;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AthenaDdlTest {
    private static final CollectionName ORDERS = new CollectionName("orders");

    @Test
    void a_table_has_its_paths_as_comments_and_quotes_what_needs_it() {
        TableSchema schema = Given.decided(
                "{'id':1,'Order':'a','it\\u0027s':true,'s':{'date':1.5,'_x':[1]},'year':1,'0':[[{'a':'b'}]]}",
                "{'id':'x'}",
                "{'id':2}");
        assertThat(AthenaDdl.createTable(ORDERS, schema, "s3://bucket/events/orders/"))
                .isEqualTo("""
                        CREATE EXTERNAL TABLE IF NOT EXISTS orders (
                          id bigint COMMENT '/id',
                          id__string string COMMENT '/id',
                          `0` array<array<struct<a:string>>> COMMENT '/0',
                          `order` string COMMENT '/Order',
                          it_s boolean COMMENT '/it\\'s',
                          s struct<`_x`:array<bigint>,`date`:double> COMMENT '/s',
                          year__data bigint COMMENT '/year',
                          `_rest` string COMMENT 'what has no column: a JSON object of JSON pointer and value',
                          tarn struct<event_id:string,received_at:timestamp,segment:string,seq:bigint,hash:bigint> COMMENT 'where the row came from'
                        )
                        PARTITIONED BY (`year` string, `month` string, `day` string)
                        STORED AS PARQUET
                        LOCATION 's3://bucket/events/orders/'
                        TBLPROPERTIES ('classification'='parquet', 'projection.enabled'='false', 'tarn.collection'='orders', 'tarn.schema'='1');
                        """);
    }

    @Test
    void types_are_those_of_hive() {
        assertThat(AthenaDdl.typeOf(new ColumnType.MapOf(true))).isEqualTo("map<string,string>");
        assertThat(AthenaDdl.typeOf(new ColumnType.Decimal(18, 2))).isEqualTo("decimal(18,2)");
        assertThat(AthenaDdl.typeOf(new ColumnType.Timestamp("iso8601", "UTC"))).isEqualTo("timestamp");
        assertThat(AthenaDdl.typeOf(ColumnType.Scalar.DATE)).isEqualTo("date");
        assertThat(AthenaDdl.typeOf(ColumnType.Scalar.JSON_ARRAY)).isEqualTo("string");
    }

    @Test
    void comments_are_on_one_line_and_at_most_255_characters() {
        assertThat(SqlNames.comment("/a\nb\u0000c\u2028")).isEqualTo("/a\\u000ab\\u0000c\\u2028");
        assertThat(SqlNames.comment("\ud83d\ude00".repeat(200)))
                .hasSizeLessThanOrEqualTo(255)
                .endsWith("\ude00...");
        assertThat(SqlNames.hiveText("a\\'b")).isEqualTo("'a\\\\\\'b'");
    }

    @Test
    void partitions_come_in_statements_of_legal_length() {
        TreeMap<String, String> locations = new TreeMap<>();
        for (int i = 0; i < 1_200; i++) {
            String day = LocalDate.of(2024, 1, 1).plusDays(i).toString();
            locations.put(day, "s3://bucket/" + "x".repeat(i < 600 ? 10 : 900) + "/" + day + "/");
        }
        assertThat(AthenaDdl.addPartitions(ORDERS, new TreeMap<>())).isEmpty();
        assertThat(AthenaDdl.addPartitions(ORDERS, locations))
                .hasSize(4)
                .allSatisfy(s -> assertThat(s.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(262_144))
                .first()
                .asString()
                .startsWith(
                        "ALTER TABLE orders ADD IF NOT EXISTS\n"
                                + "  PARTITION (year='2024', month='01', day='01') LOCATION 's3://bucket/xxxxxxxxxx/2024-01-01/'\n");
    }

    @Test
    void the_view_has_a_date_and_coalesced_variants() {
        TableSchema schema = Given.decided(
                "{'a':1,'b':{'c':1},'dt':'x'}", "{'a':'x','b':'y'}", "{'a':2}", "{'a':[1],'dt':'\\ud800'}");
        assertThat(AthenaDdl.view(ORDERS, schema)).isEqualTo("""
                        CREATE OR REPLACE VIEW "orders_view" AS
                        SELECT
                          CAST("year" || '-' || "month" || '-' || "day" AS date) AS "dt__2",
                          COALESCE(CAST("a" AS varchar), CAST("a__string" AS varchar)) AS "a",
                          "a__array",
                          "b",
                          "b__struct",
                          COALESCE("dt", "dt__json") AS "dt",
                          "_rest",
                          "tarn",
                          "year",
                          "month",
                          "day"
                        FROM "orders";
                        """);
    }
}
