package io.tarn.benchmarks.work;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The events' day up to where the next run hydrates, seals or merges it and does nothing else. */
public enum DayInStages {
    /** All is in the archive, and the day is not over. */
    HYDRATE,
    /** The day is over, and has a hot file for each file of events. */
    SEAL,
    /** Half of the day came in time; the other half came late, was appended in two files, and is quiet. */
    MERGE;

    private static final Duration MORNING = Duration.ofHours(8);
    private static final Duration NEXT_DAY = Duration.ofHours(36);
    /** Late rows are appended every six hours. */
    private static final Duration BETWEEN_LATE = Duration.ofHours(7);
    /** Even a few late files are merged then. */
    private static final Duration QUIET = Duration.ofDays(20);

    /** Makes it of a folder of files of events. */
    public void make(Path events, Path folder) throws IOException {
        List<Path> files = LocalFiles.in(events, ".ndjson");
        Lake lake = Lake.create(folder);
        int inTime = this == MERGE ? files.size() / 2 : files.size();
        for (int i = 0; i < files.size(); i++) {
            Duration at = i < inTime ? MORNING.plusHours(i) : NEXT_DAY.plus(BETWEEN_LATE.multipliedBy(i));
            lake.land(files.get(i), Lake.after(at));
            lake.next(Lake.after(at.plusMinutes(10)));
            if (this != HYDRATE) {
                lake.compact();
            }
            if (this == MERGE && i == inTime - 1) {
                lake.next(Lake.after(NEXT_DAY));
                lake.compact();
            }
        }
        if (this != HYDRATE) {
            lake.next(Lake.after(this == SEAL ? NEXT_DAY : QUIET));
        }
    }

    /** Where below a lake's folder the Parquet files are that the run reads. */
    public String reads() {
        return this == MERGE ? "lake/github" : "lake/_tarn/hot/github";
    }

    /** Where those are that it writes. */
    public String writes() {
        return this == HYDRATE ? "lake/_tarn/hot/github" : "lake/github";
    }
}
