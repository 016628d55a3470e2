package dev.velos.logs.template;

import dev.velos.core.process.LogAnalysis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Gives each message a reference, and each reference its template at the end. Memory is bounded: at most
 * {@link #MAX_SHAPES} distinct normalized messages are kept; when there are more they are mined, and from then on a
 * message that is of a known template needs no shape. Of more than {@link LogAnalysis#maxTemplates} templates the least recently
 * used half goes; their messages are of {@link #OTHER} then. References of merged templates cost four bytes each.
 *
 * <p>The same messages in the same order give the same templates. One thread.
 */
public final class Miner {
    /** How many distinct normalized messages are kept before they are mined. */
    public static final int MAX_SHAPES = 40_000;

    /** What messages are of whose template was given up. */
    public static final Template OTHER = Template.of(Mask.ANY.text());

    private static final int FIRST_ROUND = 256;
    private static final int MAX_ARENA_BYTES = 16 << 20;

    private final boolean isOn;
    private final Optional<OwnMasks> masks;
    private final Normalizer normalizer;
    private final PlainNormalizer plain = new PlainNormalizer();
    private final int maxShapes;
    private final int maxTemplates;
    private Shapes shapes = new Shapes();
    private TemplateTree tree = new TemplateTree();
    private int[] references = new int[512];
    private int[] parents = new int[512];
    private int[] lastUsed = new int[512];
    private final List<Known> known = new ArrayList<>();
    private final List<Known> fresh = new ArrayList<>();
    private int size;
    private int rounds;
    private Template[] templates = {};

    /** A template or a message by its normalized form. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record Known(byte[] form, int reference) {}

    public Miner() {
        this(LogAnalysis.DEFAULT);
    }

    /** With the masks and bounds of those who run the program; messages that differ are apart where it is left out. */
    public Miner(LogAnalysis analysis) {
        this(MAX_SHAPES, analysis.maxTemplates(), analysis);
    }

    Miner(int maxShapes, int maxTemplates) {
        this(maxShapes, maxTemplates, LogAnalysis.DEFAULT);
    }

    private Miner(int maxShapes, int maxTemplates, LogAnalysis analysis) {
        this.maxShapes = maxShapes;
        this.maxTemplates = maxTemplates;
        isOn = analysis.has(LogAnalysis.Stage.TEMPLATES);
        masks = OwnMasks.of(analysis.masks());
        normalizer = new Normalizer(masks);
        reference();
    }

    /** The reference of a message; 0 stands for those that were given up. */
    public int add(byte[] b, int from, int to) {
        Normalized form = isOn ? normalizer.normalize(b, from, to) : plain.normalize(b, from, to);
        int before = shapes.size();
        int number = shapes.number(form);
        if (number == before) {
            learn(number, form);
        }
        int reference = references[number];
        lastUsed[reference] = rounds;
        if (number == before && isRoundDue()) {
            round();
            return root(reference);
        }
        return reference;
    }

    /** Early, so that the words of a variable soon cost neither a reference nor a shape; then as templates double. */
    private boolean isRoundDue() {
        return fresh.size() >= Math.max(FIRST_ROUND, known.size())
                || shapes.size() >= maxShapes
                || shapes.arenaBytes() >= MAX_ARENA_BYTES;
    }

    private void learn(int number, Normalized form) {
        if (number == references.length) {
            references = Arrays.copyOf(references, 2 * number);
        }
        int found = tree.find(form);
        if (found < 0) {
            found = reference();
            fresh.add(new Known(shapes.form(number), found));
        }
        references[number] = found;
    }

    private int reference() {
        if (size == parents.length) {
            parents = Arrays.copyOf(parents, 2 * size);
            lastUsed = Arrays.copyOf(lastUsed, 2 * size);
        }
        parents[size] = size;
        lastUsed[size] = rounds;
        return size++;
    }

    /** How often templates were merged so far: {@link #root} of a reference may change when this does. */
    public int rounds() {
        return rounds;
    }

    /** References up to now; each is below. */
    public int size() {
        return size;
    }

    /** The reference that this one has been merged into, or itself. */
    public int root(int reference) {
        int root = reference;
        while (parents[root] != root) {
            root = parents[root];
        }
        parents[reference] = root;
        return root;
    }

    /** Mines what came; {@link #template} answers for all references then. More may be added and mined again. */
    public void finish() {
        round();
        Words words = words();
        templates = new Template[size];
        templates[0] = OTHER;
        for (Known template : known) {
            templates[template.reference] = Template.of(TemplateText.of(words, words.tokens(template.form)));
        }
    }

    /** The template of a reference after {@link #finish}. */
    public Template template(int reference) {
        return templates[root(reference)];
    }

    private void round() {
        known.addAll(fresh);
        fresh.clear();
        rounds++;
        List<Known> merged = isOn ? merged() : List.copyOf(known);
        known.clear();
        known.addAll(keep(merged));
        tree = new TemplateTree();
        known.forEach(template -> tree.add(template.form, template.reference));
        shapes = new Shapes();
    }

    private Words words() {
        return new Words(masks.map(OwnMasks::names).orElse(List.of()));
    }

    private List<Known> merged() {
        Words words = words();
        List<Tokens> tokens = known.stream().map(one -> words.tokens(one.form)).toList();
        List<Known> merged = new ArrayList<>();
        for (Group group : new TemplateMiner(words, tokens).mine()) {
            merged.add(new Known(words.form(group.template()), merge(group.members())));
        }
        return merged;
    }

    /** The oldest reference stands for all. */
    private int merge(int[] members) {
        int oldest = Integer.MAX_VALUE;
        int latestUse = 0;
        for (int member : members) {
            int reference = known.get(member).reference;
            oldest = Math.min(oldest, reference);
            latestUse = Math.max(latestUse, lastUsed[reference]);
        }
        for (int member : members) {
            parents[known.get(member).reference] = oldest;
        }
        lastUsed[oldest] = latestUse;
        return oldest;
    }

    private List<Known> keep(List<Known> merged) {
        if (merged.size() <= maxTemplates) {
            return merged;
        }
        List<Known> byUse = new ArrayList<>(merged);
        byUse.sort(
                Comparator.<Known>comparingInt(one -> -lastUsed[one.reference]).thenComparingInt(one -> one.reference));
        for (Known given : byUse.subList(maxTemplates / 2, byUse.size())) {
            parents[given.reference] = 0;
        }
        return byUse.subList(0, maxTemplates / 2);
    }
}
