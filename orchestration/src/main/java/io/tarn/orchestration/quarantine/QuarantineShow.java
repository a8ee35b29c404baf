package io.tarn.orchestration.quarantine;

import io.tarn.core.CollectionName;
import io.tarn.core.ExitCode;
import io.tarn.core.Reason;
import io.tarn.core.TarnException;
import io.tarn.core.json.Json;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.Stores;
import io.tarn.ingest.verify.KnownCollections;
import io.tarn.landing.QuarantinedFrame;
import io.tarn.orchestration.cli.CollectionNames;
import io.tarn.orchestration.cli.CommonOptions;
import io.tarn.orchestration.cli.Numbers;
import io.tarn.orchestration.cli.Printable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tarn quarantine show}. */
@Command(
        name = "show",
        description =
                "Single events that were set aside, with reason, place and bytes; escaped, so that nothing in them steers a terminal.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  tarn quarantine show orders",
            "  tarn quarantine show orders --reason utf8 --limit 3",
            "  tarn quarantine show orders --json | jq -r '.quarantine[0].bytes' | base64 -d"
        })
public final class QuarantineShow implements Callable<Integer> {
    private static final int SHOWN_BYTES = 2_000;

    @Parameters(paramLabel = "COLLECTION", description = "Its name.")
    private String collection = "";

    @Option(names = "--reason", paramLabel = "REASON", description = "Only those, as invalid_json.")
    private @Nullable String reason;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; default: 20.")
    private int limit = 20;

    @Option(names = "--json", description = "Print one JSON document; bytes in base64.")
    private boolean json;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** What {@code --json} prints. */
    record Document(List<Entry> quarantine) {}

    /** One event, its bytes in base64. */
    record Entry(
            String collection,
            Instant receivedAt,
            String eventId,
            String reason,
            String detail,
            String source,
            String segment,
            long seq,
            String bytes) {
        static Entry of(QuarantinedFrame frame) {
            return new Entry(
                    frame.collection(),
                    frame.receivedAt(),
                    frame.eventId(),
                    frame.reason().wireName(),
                    frame.detail(),
                    frame.source(),
                    frame.segment(),
                    frame.seq(),
                    Base64.getEncoder().encodeToString(frame.bytes()));
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        ObjectStore state = Stores.open(common.config().state());
        CollectionName name = CollectionNames.existing(collection, KnownCollections.in(state));
        Reason only = reason == null ? null : parsed(reason);
        List<QuarantinedFrame> found = new ArrayList<>();
        Quarantined.each(state, List.of(name), frame -> {
            if ((only == null || frame.reason() == only) && found.size() < limit) {
                found.add(frame);
            }
            return found.size() < limit;
        });
        if (json) {
            out.print(Json.pretty(new Document(found.stream().map(Entry::of).toList())));
        } else if (found.isEmpty()) {
            out.println("Nothing was set aside.");
        } else {
            found.forEach(frame -> print(frame, out));
        }
        return 0;
    }

    private static Reason parsed(String reason) {
        return Arrays.stream(Reason.values())
                .filter(each -> each.wireName().equals(reason))
                .findFirst()
                .orElseThrow(() -> new TarnException(
                        ExitCode.USAGE,
                        "Reason '" + reason + "' is not known",
                        "the reasons are "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Reason.values())
                                                .map(Reason::wireName)
                                                .toList()),
                        "Correct it"));
    }

    private static void print(QuarantinedFrame frame, PrintWriter out) {
        out.println(frame.reason().wireName() + ": " + Printable.line(frame.detail()));
        out.println("  received " + frame.receivedAt() + " from " + Printable.line(frame.source(), 200));
        out.println("  " + frame.segment() + ":" + frame.seq() + ", " + Numbers.count(frame.bytes().length, "byte")
                + (frame.eventId().isEmpty() ? "" : ", id " + Printable.line(frame.eventId(), 200)));
        out.println("  " + Printable.line(shown(frame.bytes()), SHOWN_BYTES));
        out.println();
    }

    /** As UTF-8 if it is, else byte by byte. */
    private static String shown(byte[] bytes) {
        byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, 4 * SHOWN_BYTES));
        String text = new String(start, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (byte each : start) {
            int b = each & 0xff;
            if (b >= 0x20 && b < 0x7f) {
                out.append((char) b);
            } else {
                out.append("\\x").append(Character.forDigit(b >> 4, 16)).append(Character.forDigit(b & 15, 16));
            }
        }
        return out.toString();
    }
}
