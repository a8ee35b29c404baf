package io.tarn.ingest.hydrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.log.LogRecord.Placement;
import io.tarn.ingest.engine.ThreadsEngine;
import io.tarn.ingest.hydrate.Archive.Event;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import over many years is one hydrate of few tasks. */
class ManyDaysIT {
    private static final int DAYS = 5_000;

    @TempDir
    Path folder;

    @Test
    void fiveThousandDaysAreBuiltByFewTasks() {
        Archive archive = new Archive(folder);
        LocalDate first = LocalDate.parse("2010-01-01");
        for (int s = 0; s < 4; s++) {
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < DAYS; i++) {
                events.add(Event.of(
                        "2026-11-22T10:00:00Z",
                        "{\"at\":\"" + first.plusDays((long) i * 7 % DAYS) + "\",\"n\":" + i + "}"));
            }
            archive.land(events);
        }

        Hydrated hydrated = Hydrated.of(
                new ThreadsEngine(2), archive.spec("r1", Archive.settings("/at", List.of())), List.of(), Placement.HOT);

        assertThat(hydrated.built().days()).hasSize(DAYS).allMatch(day -> day.rows() == 4);
        assertThat(hydrated.routed().runs()).hasSize(1);
        assertThat(hydrated.files()).hasSize(DAYS);
    }
}
