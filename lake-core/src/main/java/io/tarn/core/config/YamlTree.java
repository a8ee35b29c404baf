package io.tarn.core.config;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.config.ConfigNode.Entry;
import io.tarn.core.config.ConfigNode.Items;
import io.tarn.core.config.ConfigNode.Mapping;
import io.tarn.core.config.ConfigNode.Scalar;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML as a tree of texts with their lines: no types are guessed, so that {@code no} and {@code 1:30} stay what was
 * typed.
 */
final class YamlTree {
    /** Deep enough for every key there is; also ends an alias that contains itself. */
    private static final int MAX_DEPTH = 16;

    private final Place start;

    private YamlTree(Place start) {
        this.start = start;
    }

    /** @param start the first line's place */
    static ConfigNode parse(String text, Place start) {
        YamlTree tree = new YamlTree(start);
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            return root == null ? Mapping.empty(start) : tree.convert(root, 0);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw tree.broken(start.atLine(line), e.getProblem(), e);
        } catch (YAMLException e) {
            throw tree.broken(
                    start, String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable"), e);
        }
    }

    private ConfigNode convert(Node node, int depth) {
        Place place = place(node);
        if (depth > MAX_DEPTH) {
            throw place.error("the YAML is nested too deep", "no key is so deep", "Remove what is too much");
        }
        if (node instanceof ScalarNode scalar) {
            return new Scalar(Tag.NULL.equals(node.getTag()) ? null : scalar.getValue(), place);
        }
        if (node instanceof SequenceNode sequence) {
            List<ConfigNode> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(convert(item, depth + 1));
            }
            return new Items(List.copyOf(items), place);
        }
        return mapping((MappingNode) node, place, depth);
    }

    private Mapping mapping(MappingNode node, Place place, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Place keyPlace = place(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw keyPlace.error("a key is no text", "it is a list or a mapping", "Write the key as text");
            }
            Entry entry = new Entry(keyPlace, convert(tuple.getValueNode(), depth + 1));
            Entry twice = entries.put(key.getValue(), entry);
            if (twice != null) {
                throw keyPlace.error(
                        "key '" + key.getValue() + "' is there twice",
                        "the first is in line " + twice.place().line(),
                        "Remove one of them");
            }
        }
        return new Mapping(entries, place);
    }

    private Place place(Node node) {
        return start.atLine(node.getStartMark().getLine() + 1);
    }

    private TarnException broken(Place place, String why, YAMLException cause) {
        return new TarnException(
                ExitCode.CONFIGURATION,
                place + ": this is no YAML",
                why,
                "Check the indentation, and quote texts with any of : # [ ] { } ,",
                cause);
    }
}
