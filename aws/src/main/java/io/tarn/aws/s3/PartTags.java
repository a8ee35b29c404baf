package io.tarn.aws.s3;

import io.tarn.core.store.PartTag;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * What a part's tag says: {@code {ETag}.{CRC32C}}, both in hex, or the ETag alone where the server keeps no checksums.
 */
final class PartTags {
    private static final char SEPARATOR = '.';

    private PartTags() {}

    static PartTag of(int number, String etag, @Nullable String checksum, long size) {
        String plain = etag.replace("\"", "");
        return new PartTag(number, checksum == null ? plain : plain + SEPARATOR + hex(checksum), size);
    }

    static CompletedPart completed(PartTag part) {
        int separator = part.tag().lastIndexOf(SEPARATOR);
        CompletedPart.Builder completed = CompletedPart.builder().partNumber(part.number());
        return separator < 0
                ? completed.eTag(part.tag()).build()
                : completed
                        .eTag(part.tag().substring(0, separator))
                        .checksumCRC32C(new Crc32cSum(crc(part), part.size()).base64())
                        .build();
    }

    /** That of the whole object; empty where one of the parts has none. */
    static Optional<Crc32cSum> sum(List<PartTag> parts) {
        Crc32cSum sum = Crc32cSum.EMPTY;
        for (PartTag part : parts) {
            if (part.tag().lastIndexOf(SEPARATOR) < 0) {
                return Optional.empty();
            }
            sum = sum.then(new Crc32cSum(crc(part), part.size()));
        }
        return Optional.of(sum);
    }

    static long size(List<PartTag> parts) {
        return parts.stream().mapToLong(PartTag::size).sum();
    }

    private static int crc(PartTag part) {
        return HexFormat.fromHexDigits(
                part.tag(), part.tag().lastIndexOf(SEPARATOR) + 1, part.tag().length());
    }

    private static String hex(String base64) {
        return HexFormat.of()
                .toHexDigits(ByteBuffer.wrap(Base64.getDecoder().decode(base64)).getInt());
    }
}
