package io.tarn.aws.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;

class BatchesTest {
    private static List<Integer> items(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void no_batch_has_more_than_so_many() {
        assertThat(Batches.of(items(250), 100, i -> 1)).extracting(List::size).containsExactly(100, 100, 50);
        assertThat(Batches.of(items(0), 100, i -> 1)).isEmpty();
    }

    @Test
    void no_batch_has_more_bytes_than_a_request_may_but_for_one_item_alone() {
        assertThat(Batches.of(items(5), 100, i -> Batches.BYTES / 2))
                .extracting(List::size)
                .containsExactly(2, 2, 1);
        assertThat(Batches.of(items(3), 100, i -> 2 * Batches.BYTES))
                .extracting(List::size)
                .containsExactly(1, 1, 1);
    }

    @Test
    void a_partition_is_never_thought_smaller_than_it_is() {
        Column column = Column.builder().name("käse").type("bigint").build();
        PartitionInput input = PartitionInput.builder()
                .values("2026", "11", "20")
                .parameters(Map.of("tarn.txid", "0123456789abcdef"))
                .storageDescriptor(s -> s.location("s3://bucket/orders/year=2026/month=11/day=20/")
                        .columns(java.util.Collections.nCopies(1_000, column)))
                .build();
        assertThat(Batches.bytes(input)).isBetween(40_000L, 120_000L);
    }
}
