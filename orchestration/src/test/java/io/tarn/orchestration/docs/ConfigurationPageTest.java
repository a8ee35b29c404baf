package io.tarn.orchestration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.core.config.ConfigReference;
import io.tarn.core.config.TarnConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages made from the table of configuration keys. After a change of the table: {@code mvn test -pl orchestration
 * -am -Dtest=ConfigurationPageTest -Dtarn.docs.write=true}.
 */
final class ConfigurationPageTest {
    private static final String PAGE = "docs/configuration.md";
    private static final String TEMPLATE = "conf/tarn.yaml";
    private static final String KEYS = "\n## Keys\n\n";

    @TempDir
    Path folder;

    @Test
    void the_page_has_every_key_as_the_code_knows_it() {
        String page = Checkout.read(PAGE);
        int keys = page.indexOf(KEYS);
        assertThat(keys).as(PAGE + " has a chapter 'Keys'").isPositive();
        String made = page.substring(0, keys) + KEYS + ConfigReference.markdown();
        if (Checkout.WRITE) {
            Checkout.write(PAGE, made);
        }
        assertThat(Checkout.read(PAGE)).isEqualTo(made);
    }

    @Test
    void the_annotated_file_is_what_init_writes() {
        String made = ConfigReference.template("./lake");
        if (Checkout.WRITE) {
            Checkout.write(TEMPLATE, made);
        }
        assertThat(Checkout.read(TEMPLATE)).isEqualTo(made);
    }

    @Test
    void every_example_of_a_configuration_loads() throws IOException {
        int examples = 0;
        for (Path page : Checkout.files(".md")) {
            for (String yaml : Checkout.fenced(Checkout.read(page.toString()), "yaml")) {
                Path file = Files.writeString(folder.resolve("tarn.yaml"), yaml);
                assertThat(TarnConfig.load(file, Map.of(), Map.of(), folder)
                                .lake()
                                .scheme())
                        .as(page + ":\n" + yaml)
                        .isIn("file", "s3");
                examples++;
            }
        }
        assertThat(examples).isGreaterThan(1);
    }
}
