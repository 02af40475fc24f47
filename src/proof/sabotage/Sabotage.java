import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes methods in a folder of jars answer something fixed: {@code Sabotage FOLDER CHANGE...}, each
 * {@code package.Class.method=ANSWER} (all methods of that name). The answers:
 *
 * <ul>
 *   <li>{@code true}, {@code false}, a number, {@code null}; {@code void}, which does nothing
 *   <li>{@code empty}: an empty Optional, OptionalLong, List or String, by the method's type
 *   <li>{@code text:WORDS}: these words, without spaces
 *   <li>{@code arg:N}: its Nth parameter, from 0
 *   <li>{@code new:package.Class}: an object made of one String
 *   <li>{@code call:package.Class.method}: what a static method answers to the same arguments (and
 *       to {@code this} before them), of the program or of {@code wrong/}
 *   <li>{@code words:OLD:NEW}: its own answer, with a text constant of its code, or of lambdas in it,
 *       changed
 *   <li>{@code clear:N:BITS}: its own answer, with these bits of its Nth parameter cleared first
 * </ul>
 *
 * A change that finds no method is an error, so that no renaming makes it do nothing.
 */
final class Sabotage {
  private record Change(ClassDesc type, String method, String answer) {
    static Change of(String words) {
      int equals = words.indexOf('=');
      int dot = words.lastIndexOf('.', equals);
      return new Change(
          ClassDesc.of(words.substring(0, dot)),
          words.substring(dot + 1, equals),
          words.substring(equals + 1));
    }

    Path file(FileSystem jar) {
      return jar.getPath(type.packageName().replace('.', '/'), type.displayName() + ".class");
    }
  }

  public static void main(String[] arguments) throws IOException {
    for (String words : List.of(arguments).subList(1, arguments.length)) {
      Change change = Change.of(words);
      boolean changed = false;
      try (var jars = Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
        for (Path jar : jars) {
          changed |= change(jar, change);
        }
      }
      if (!changed) {
        throw new IllegalArgumentException("no jar has the method of " + words);
      }
    }
  }

  private static boolean change(Path jar, Change change) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      Path file = change.file(files);
      byte[] before = Files.readAllBytes(file);
      ClassFile classes = ClassFile.of();
      var model = classes.parse(before);
      if (model.methods().stream().noneMatch(method -> is(method, change))) {
        return false;
      }
      ClassTransform answering =
          ClassTransform.transformingMethods(
              method -> is(method, change),
              (method, element) -> {
                if (element instanceof CodeModel code && change.answer().startsWith("clear:")) {
                  method.transformCode(code, clearing(change));
                } else if (element instanceof CodeModel code
                    && change.answer().startsWith("words:")) {
                  method.transformCode(code, reworded(change));
                } else if (element instanceof CodeModel code) {
                  method.withCode(body -> answer(body, code.parent().orElseThrow(), change));
                } else {
                  method.with(element);
                }
              });
      Files.write(file, classes.transformClass(model, answering));
      return true;
    } catch (NoSuchFileException e) {
      return false; // it is in another jar
    }
  }

  private static boolean is(MethodModel method, Change change) {
    String name = method.methodName().stringValue();
    boolean named =
        name.equals(change.method())
            || change.answer().startsWith("words:")
                && name.startsWith("lambda$" + change.method() + "$");
    return named && method.code().isPresent();
  }

  /** Its code as it is, behind a change of one parameter. */
  private static CodeTransform clearing(Change change) {
    String[] words = change.answer().split(":");
    int number = Integer.parseInt(words[1]);
    int kept = ~Integer.decode(words[2]);
    return new CodeTransform() {
      @Override
      public void atStart(CodeBuilder body) {
        int slot = body.parameterSlot(number);
        body.iload(slot).loadConstant(kept).iand().istore(slot);
      }

      @Override
      public void accept(CodeBuilder body, CodeElement element) {
        body.with(element);
      }
    };
  }

  private static CodeTransform reworded(Change change) {
    String[] words = change.answer().split(":", 3);
    return (body, element) -> {
      if (element instanceof ConstantInstruction constant
          && constant.constantValue().equals(words[1])) {
        body.loadConstant(words[2]);
      } else {
        body.with(element);
      }
    };
  }

  private static void answer(CodeBuilder body, MethodModel method, Change change) {
    MethodTypeDesc shape = method.methodTypeSymbol();
    ClassDesc result = shape.returnType();
    String[] answer = change.answer().split(":", 2);
    switch (answer[0]) {
      case "true" -> body.iconst_1();
      case "false" -> body.iconst_0();
      case "null" -> body.aconst_null();
      case "void" -> {}
      case "empty" -> empty(body, result);
      case "text" -> body.loadConstant(answer[1]);
      case "arg" -> {
        int number = Integer.parseInt(answer[1]);
        body.loadLocal(TypeKind.from(shape.parameterType(number)), body.parameterSlot(number));
      }
      case "new" -> {
        ClassDesc type = ClassDesc.of(answer[1]);
        body.new_(type).dup().loadConstant("sabotaged");
        body.invokespecial(
            type,
            ConstantDescs.INIT_NAME,
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String));
      }
      case "call" -> call(body, method, change, answer[1]);
      default -> {
        switch (TypeKind.from(result)) {
          case LONG -> body.loadConstant(Long.parseLong(answer[0]));
          default -> body.loadConstant(Integer.parseInt(answer[0]));
        }
      }
    }
    body.return_(TypeKind.from(result));
  }

  private static void empty(CodeBuilder body, ClassDesc result) {
    if (result.equals(ConstantDescs.CD_String)) {
      body.loadConstant("");
    } else if (result.equals(ConstantDescs.CD_List)) {
      body.invokestatic(ConstantDescs.CD_List, "of", MethodTypeDesc.of(result), true);
    } else if (result.equals(desc(Optional.class)) || result.equals(desc(OptionalLong.class))) {
      body.invokestatic(result, "empty", MethodTypeDesc.of(result));
    } else {
      throw new IllegalArgumentException("no empty " + result.displayName());
    }
  }

  private static void call(CodeBuilder body, MethodModel method, Change change, String target) {
    MethodTypeDesc shape = method.methodTypeSymbol();
    if (!method.flags().has(AccessFlag.STATIC)) {
      body.aload(0);
      shape = shape.insertParameterTypes(0, change.type());
    }
    for (int i = 0; i < method.methodTypeSymbol().parameterCount(); i++) {
      body.loadLocal(
          TypeKind.from(method.methodTypeSymbol().parameterType(i)), body.parameterSlot(i));
    }
    int dot = target.lastIndexOf('.');
    body.invokestatic(
        ClassDesc.of(target.substring(0, dot)), target.substring(dot + 1), shape);
  }

  private static ClassDesc desc(Class<?> type) {
    return ClassDesc.of(type.getName());
  }
}
