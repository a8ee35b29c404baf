package io.tarn.ingest.hydrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.Reason;
import io.tarn.core.log.LogRecord.DerivedObject;
import io.tarn.landing.QuarantinedFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineObjectsTest {
    @TempDir
    Path folder;

    @Test
    void mixedDaysGiveOneObjectEach() throws IOException {
        assertThat(objects(10)).hasSize(10).allMatch(object -> object.count() == 3);
    }

    @Test
    void moreDaysThanMayBeOpenLoseNothing() throws IOException {
        assertThat(objects(40).stream().mapToLong(DerivedObject::count).sum()).isEqualTo(120);
    }

    @Test
    void anotherAttemptHasOtherKeys() throws IOException {
        assertThat(objects(2))
                .extracting(DerivedObject::key)
                .doesNotContainAnyElementsOf(
                        objects(2).stream().map(DerivedObject::key).toList());
    }

    private List<DerivedObject> objects(int days) throws IOException {
        HydrateSpec spec = new Archive(folder).spec("r1", Archive.settings(null, List.of()));
        try (QuarantineObjects objects = new QuarantineObjects(new WorkArea(spec), spec)) {
            for (int i = 0; i < 3 * days; i++) {
                LocalDate day = LocalDate.parse("2026-01-01").plusDays(i % days);
                objects.add(
                        day,
                        new QuarantinedFrame(
                                "shop",
                                day.atStartOfDay(ZoneOffset.UTC).toInstant(),
                                "",
                                Reason.ID_CONFLICT,
                                "",
                                "",
                                "segment",
                                i,
                                new byte[0],
                                Map.of()));
            }
            return objects.finish();
        }
    }
}
