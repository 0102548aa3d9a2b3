using DeepTricks.Dsl.Benchmarks.Networks;
using Microsoft.ML.OnnxRuntime;

namespace DeepTricks.Dsl.Benchmarks.Peers;

/// <summary>Probabilities of all samples at once in ONNX Runtime, between buffers that are bound beforehand.</summary>
internal sealed class OnnxPrediction : IDisposable
{
    private static readonly string[] InputNames = [OnnxGraph.Input];
    private static readonly string[] OutputNames = [OnnxGraph.Output];

    private readonly InferenceSession session;
    private readonly RunOptions options = new();
    private readonly OrtValue[] inputs;
    private readonly OrtValue[] outputs;
    private readonly float[] answers;

    public OnnxPrediction(NetworkSnapshot start, Samples samples, int threads)
    {
        int batch = samples.Labels.Length;
        using var settings = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        session = new InferenceSession(OnnxExport.Export(start, batch), settings);
        long[] sizes = [.. session.InputMetadata[OnnxGraph.Input].Dimensions.Select(size => (long)size)];
        answers = new float[batch * start.Classes];
        inputs = [OrtValue.CreateTensorValueFromMemory(ChannelsFirst(samples), sizes)];
        outputs = [OrtValue.CreateTensorValueFromMemory(answers, [batch, start.Classes])];
    }

    public void Step() => session.Run(options, InputNames, inputs, OutputNames, outputs);

    /// <summary>The probabilities, one sample after another.</summary>
    public float[] Answers()
    {
        Step();
        return [.. answers];
    }

    public void Dispose()
    {
        inputs[0].Dispose();
        outputs[0].Dispose();
        options.Dispose();
        session.Dispose();
    }

    /// <summary>The samples with channels outermost, as ONNX has images.</summary>
    private static float[] ChannelsFirst(Samples samples)
    {
        var (positions, channels) = ((int)samples.Shape.Positions, samples.Shape.Channels);
        var result = new float[samples.Values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int sample = i / (positions * channels);
            int position = i / channels % positions;
            int channel = i % channels;
            result[(((sample * channels) + channel) * positions) + position] = samples.Values[i];
        }

        return result;
    }
}
