package io.tarn.core.key;

import io.tarn.core.CollectionName;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** The one owner of the key grammar (architecture, section 4). Digits are ASCII whatever the locale; days are UTC. */
public final class Keys {
    /** Every arrival note. */
    public static final String ARRIVALS = "arrivals/";
    /** The hour up to which every note is settled, by compare-and-swap. */
    public static final String ARRIVALS_THROUGH = ARRIVALS + "through.json";
    /** The log records of every collection. */
    public static final String LOGS = "log/";
    /** The reports of every run, in the order of time. */
    public static final String REPORTS = "reports/";

    private Keys() {}

    // ---- lake root ----

    /** {@code {collection}/}: everything a reader sees of a collection. */
    public static String lakeOf(CollectionName c) {
        return c + "/";
    }

    /** {@code {collection}/year=YYYY/month=MM/day=DD/}: a partition's location in the lake root. */
    public static String lakePartition(CollectionName c, LocalDate day) {
        return c + "/" + partition(day);
    }

    /** A published file. */
    public static String lakeFile(CollectionName c, LocalDate day, String txid, int n) {
        return lakePartition(c, day) + c + "-" + txid + "-" + two(n) + ".zstd.parquet";
    }

    // ---- state root ----

    public static String archiveOf(CollectionName c) {
        return "archive/" + c + "/";
    }

    public static String archiveOf(CollectionName c, LocalDate received) {
        return archiveOf(c) + "received=" + iso(received) + "/";
    }

    /** {@code arrivals/{hour}/}, the hour as {@code 2026-11-22T17}. */
    public static String arrivalsOf(Instant hour) {
        return "arrivals/" + hour.atOffset(ZoneOffset.UTC).toString().substring(0, 13) + "/";
    }

    /** The note that is put before a segment. */
    public static String arrival(Instant publishing, SegmentKey segment) {
        return arrivalsOf(publishing) + segment.collection() + "/received=" + iso(segment.received()) + "/"
                + segment.name();
    }

    public static String logOf(CollectionName c) {
        return "log/" + c + "/";
    }

    /** Log record n: twelve digits, so that key order is number order. */
    public static String logRecord(CollectionName c, long n) {
        return logOf(c) + String.format(Locale.ROOT, "%012d", n) + ".json";
    }

    public static String logTail(CollectionName c) {
        return logOf(c) + "tail.json";
    }

    public static String headsOf(CollectionName c) {
        return "heads/" + c + "/";
    }

    public static String head(CollectionName c, LocalDate day) {
        return headsOf(c) + iso(day) + ".json";
    }

    public static String hotOf(CollectionName c) {
        return "hot/" + c + "/";
    }

    public static String hotPartition(CollectionName c, LocalDate day) {
        return hotOf(c) + partition(day);
    }

    public static String hotFile(CollectionName c, LocalDate day, String txid, int n) {
        return hotPartition(c, day) + c + "-" + txid + "-" + two(n) + ".zstd.parquet";
    }

    /** The replacements of a collection's days, while readers of the files they replace drain. */
    public static String genOf(CollectionName c) {
        return "gen/" + c + "/";
    }

    /** A partition's location while the day is replaced; the day in it tells engines that take it from the path. */
    public static String genPartition(CollectionName c, LocalDate day, String txid) {
        return genOf(c) + txid + "/" + partition(day);
    }

    public static String genFile(CollectionName c, LocalDate day, String txid, int n) {
        return genPartition(c, day, txid) + c + "-" + txid + "-" + two(n) + ".zstd.parquet";
    }

    public static String waitingOf(CollectionName c) {
        return "waiting/" + c + "/";
    }

    public static String waitingFile(CollectionName c, LocalDate day, String txid, int n) {
        return waitingOf(c) + iso(day) + "/" + txid + "-" + two(n) + ".parquet";
    }

    public static String idsOf(CollectionName c) {
        return "ids/" + c + "/";
    }

    public static String ids(CollectionName c, LocalDate received, String txid) {
        return idsOf(c) + iso(received) + "/" + txid;
    }

    public static String quarantineOf(CollectionName c) {
        return "quarantine/" + c + "/";
    }

    public static String quarantine(CollectionName c, LocalDate received, String txid, int n) {
        return quarantineOf(c) + "received=" + iso(received) + "/" + txid + "-" + two(n) + ".avro";
    }

    public static String schemasOf(CollectionName c) {
        return "schemas/" + c + "/";
    }

    public static String schema(CollectionName c, int version) {
        return schemasOf(c) + version(version);
    }

    public static String settingsOf(CollectionName c) {
        return "settings/" + c + "/";
    }

    public static String settings(CollectionName c, int version) {
        return settingsOf(c) + version(version);
    }

    /** The import records of a collection. */
    public static String importsOf(CollectionName c) {
        return "imports/" + c + "/";
    }

    /** One of 256 objects with the import records of a collection, by the first byte of the digest in hex. */
    public static String imports(CollectionName c, String firstByteHex) {
        return "imports/" + c + "/" + firstByteHex + ".json";
    }

    /** Working files of one hydrate; nothing in it is ever read by another, and all of it goes when it ends. */
    public static String workOf(CollectionName c, String txid) {
        return "work/" + c + "/" + txid + "/";
    }

    /** The work areas of a collection. */
    public static String worksOf(CollectionName c) {
        return "work/" + c + "/";
    }

    /** Who works in a work area, and on what. */
    public static String workOwner(CollectionName c, String run) {
        return workOf(c, run) + "owner.json";
    }

    public static String report(Instant at, String run) {
        LocalDate d = LocalDate.ofInstant(at, ZoneOffset.UTC);
        return String.format(
                Locale.ROOT,
                REPORTS + "%04d/%02d/%02d/%s.json",
                d.getYear(),
                d.getMonthValue(),
                d.getDayOfMonth(),
                run);
    }

    /** The file catalog's table object. */
    public static String catalogTable(CollectionName c) {
        return "catalog/" + c + ".json";
    }

    /** The lease of a collection's compaction (saves work, protects nothing). */
    public static String lease(CollectionName c) {
        return "leases/" + c + ".json";
    }

    // ---- parts ----

    /**
     * The transaction in a file's name, as in {@code {collection}-{txid}-{nn}.zstd.parquet}; "" where there is none.
     */
    public static String txid(String file) {
        String[] parts = file.substring(file.lastIndexOf('/') + 1).split("-", -1);
        return parts.length > 1 ? parts[1] : "";
    }

    /** The folder that a key lies in, with its '/'. */
    public static String folder(String key) {
        return key.substring(0, key.lastIndexOf('/') + 1);
    }

    /** {@code year=YYYY/month=MM/day=DD/}. */
    public static String partition(LocalDate day) {
        return String.format(
                Locale.ROOT, "year=%04d/month=%02d/day=%02d/", day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }

    /** {@code YYYY-MM-DD}. */
    public static String iso(LocalDate day) {
        return String.format(Locale.ROOT, "%04d-%02d-%02d", day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }

    private static String version(int version) {
        return String.format(Locale.ROOT, "v%06d.json", version);
    }

    private static String two(int n) {
        return String.format(Locale.ROOT, "%02d", n);
    }
}
