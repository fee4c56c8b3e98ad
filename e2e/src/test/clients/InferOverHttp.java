import java.util.Arrays;
import java.util.List;
import triton.client.InferInput;
import triton.client.InferRequestedOutput;
import triton.client.InferResult;
import triton.client.InferenceException;
import triton.client.InferenceServerClient;
import triton.client.pojo.DataType;

/**
 * Asks the model "simple" through NVIDIA's Java client and prints what that client understood. Run
 * as a single source file with the client's jar on the class path; the argument is host:port.
 */
final class InferOverHttp {

  private static final int VALUES = 16;

  public static void main(String[] arguments) throws Exception {
    try (InferenceServerClient client = new InferenceServerClient(arguments[0], 30_000, 30_000)) {
      InferResult sum = client.infer("simple", inputs(true), outputs("OUTPUT0", true));
      print("binary", sum, "OUTPUT0");
      InferResult difference = client.infer("simple", inputs(false), outputs("OUTPUT1", false));
      print("json", difference, "OUTPUT1");
      System.out.println("all: " + client.infer("simple", inputs(true), List.of()).getOutputs());
      try {
        client.infer("nothing", inputs(true), outputs("OUTPUT0", true));
      } catch (InferenceException refused) {
        System.out.println("unknown: " + refused.getMessage());
      }
    }
  }

  private static List<InferInput> inputs(boolean binary) {
    int[] once = new int[VALUES];
    int[] twice = new int[VALUES];
    Arrays.setAll(once, i -> i);
    Arrays.setAll(twice, i -> 2 * i);
    InferInput first = new InferInput("INPUT0", new long[] {1, VALUES}, DataType.INT32);
    InferInput second = new InferInput("INPUT1", new long[] {1, VALUES}, DataType.INT32);
    first.setData(once, binary);
    second.setData(twice, binary);
    return List.of(first, second);
  }

  private static List<InferRequestedOutput> outputs(String name, boolean binary) {
    return List.of(new InferRequestedOutput(name, binary));
  }

  private static void print(String form, InferResult result, String output) {
    System.out.printf(
        "%s: %s %s %s%n",
        form,
        result.getResponse().getModelName(),
        result.getResponse().getModelVersion(),
        Arrays.toString(result.getOutputAsInt(output)));
  }
}
