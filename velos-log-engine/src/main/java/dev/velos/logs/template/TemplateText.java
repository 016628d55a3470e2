package dev.velos.logs.template;

/** Templates as people read them. */
final class TemplateText {
    private TemplateText() {}

    static String of(Words words, Tokens tokens) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < tokens.count(); column++) {
            if (tokens.blanks()[column] && column > 0) {
                text.append(' ');
            }
            text.append(words.text(tokens.at(column)));
        }
        return text.toString();
    }
}
