package io.tarn.orchestration.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row of the table that the library and {@code tarn land} can meet has a case here. */
final class TableTest {
    private static final List<Class<?>> TESTS =
            List.of(BadInputIT.class, DoorTest.class, ProducedEventsIT.class, HostileObjectsIT.class, CorpusTest.class);
    /** Of HTTP alone: lengths, chunks, content encodings and types. */
    private static final Set<Integer> HTTP = Set.of(84, 85, 86, 88, 89, 110);

    @Test
    void every_row_has_a_case() {
        Set<Integer> rows = new TreeSet<>(IntStream.rangeClosed(1, 110)
                .filter(row -> !HTTP.contains(row))
                .boxed()
                .toList());
        Stream<Integer> inFiles = BadInputIT.cases().map(it -> Integer.valueOf(it.row()));
        Stream<Integer> byTests = TESTS.stream()
                .flatMap(test -> Arrays.stream(test.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Rows.class))
                .flatMap(TableTest::rows);
        Set<Integer> held = new TreeSet<>(Stream.concat(inFiles, byTests).toList());
        assertThat(held).isEqualTo(rows);
    }

    private static Stream<Integer> rows(Method test) {
        return Arrays.stream(test.getAnnotation(Rows.class).value()).boxed();
    }
}
