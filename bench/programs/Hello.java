/** The floor of every command of a Java program. */
public final class Hello {
    private Hello() {}

    /** Says hello. */
    public static void main(String[] words) {
        System.out.println("hello");
    }
}
