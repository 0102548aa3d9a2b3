using DeepTricks.Dsl.Benchmarks.Networks;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Benchmarks.Peers;

/// <summary>
/// Writes a network as an ONNX model for prediction. Batch normalization is folded into the layer before it, as ONNX Runtime
/// does itself behind convolutions, but not behind every dense layer.
/// </summary>
internal static class OnnxExport
{
    public static byte[] Export(NetworkSnapshot network, int batch)
    {
        var input = network.Input;
        var graph = input.Rank == SampleRank.Image
            ? new OnnxGraph(batch, input.Channels, input.Height, input.Width)
            : new OnnxGraph(batch, input.Channels);
        var values = new Dictionary<int, string> { [NetworkWiring.Sample] = OnnxGraph.Input };
        string answer = OnnxGraph.Input;
        for (int i = 0; i < network.Layers.Count; i++)
        {
            if (!LayerSchema.Of(network.Layers[i].Layer.Kind).IsWire)
            {
                answer = values[i] = Add(graph, network, i, [.. network.Wiring.InputsOf(i).Select(value => values[value])]);
            }
        }

        return graph.Finish(answer, batch, network.Classes);
    }

    /// <summary>Adds a layer and returns the name of its output.</summary>
    private static string Add(OnnxGraph graph, NetworkSnapshot network, int index, string[] inputs)
    {
        var shape = network.Layers[index];
        var layer = shape.Layer;
        switch (layer.Kind)
        {
            case LayerKind.Conv when shape.Input.Rank == SampleRank.Image:
                return graph.Operator(
                    "Conv", [.. inputs, .. Folded(graph, network, shape, network.NormalizationBehind(index))], [.. Window(layer), OnnxGraph.Integer("group", layer.Int("Groups"))]);
            case LayerKind.Dense:
                string flat = shape.Input.Rank == SampleRank.Image ? graph.Operator("Flatten", inputs) : inputs[0];
                return graph.Operator("Gemm", [flat, .. Folded(graph, network, shape, network.NormalizationBehind(index))], OnnxGraph.Integer("transB", 1));
            case LayerKind.MaxPool when shape.Input.Rank == SampleRank.Image:
                return graph.Operator("MaxPool", inputs, Window(layer));
            case LayerKind.GlobalAveragePool when shape.Input.Rank == SampleRank.Image:
                return graph.Operator("Flatten", [graph.Operator("GlobalAveragePool", inputs)]);
            case LayerKind.PRelu:
                string name = layer.Name + ".weight";
                long[] sizes = shape.Input.Rank == SampleRank.Image ? [shape.Input.Channels, 1, 1] : [shape.Input.Channels];
                return graph.Operator("PRelu", [.. inputs, graph.Tensor(name, network.Tensors[name], sizes)]);
            case LayerKind.Concat:
                return graph.Operator("Concat", inputs, OnnxGraph.Integer("axis", 1));
            case LayerKind.Add:
                return graph.Operator("Sum", inputs);
            case LayerKind.SoftmaxCrossEntropy:
                return graph.Operator("Softmax", inputs, OnnxGraph.Integer("axis", 1));
            case LayerKind.Dropout:
            case LayerKind.BatchNorm when network.Layers[network.Wiring.InputsOf(index)[0]].Layer.Kind is LayerKind.Conv or LayerKind.Dense:
                return inputs[0];
            default:
                throw new NotSupportedException($"{layer.Kind} over a {shape.Input.Rank} has no translation to ONNX yet");
        }
    }

    private static ProtoMessage[] Window(LayerSpec layer)
    {
        var window = WindowGeometry.Of(layer, SampleRank.Image);
        return
        [
            OnnxGraph.Integers("kernel_shape", window.KernelHeight, window.KernelWidth),
            OnnxGraph.Integers("strides", window.StrideY, window.StrideX),
            OnnxGraph.Integers("pads", window.PadY, window.PadX, window.PadY, window.PadX),
            OnnxGraph.Integers("dilations", window.DilationY, window.DilationX),
        ];
    }

    /// <summary>Adds the layer's weights and biases with the batch normalization behind it multiplied in.</summary>
    private static string[] Folded(OnnxGraph graph, NetworkSnapshot network, LayerShape shape, LayerShape? norm)
    {
        string name = shape.Layer.Name;
        var weight = shape.Parameters.First(parameter => parameter.Role == ParameterRole.Weight);
        float[] weights = [.. network.Tensors[weight.Name]];
        int outputs = weight.Dimensions[0];
        float[] biases = network.Tensors.TryGetValue(name + ".bias", out float[]? own) ? [.. own] : new float[outputs];
        if (norm is not null)
        {
            float[] Norm(string tensor) => network.Tensors[$"{norm.Layer.Name}.{tensor}"];
            int inputs = weights.Length / outputs;
            for (int output = 0; output < outputs; output++)
            {
                double factor = Norm("weight")[output] / Math.Sqrt(Norm("running_var")[output] + norm.Layer["Epsilon"]);
                for (int i = output * inputs; i < (output + 1) * inputs; i++)
                {
                    weights[i] = (float)(weights[i] * factor);
                }

                biases[output] = (float)(((biases[output] - Norm("running_mean")[output]) * factor) + Norm("bias")[output]);
            }
        }

        return
        [
            graph.Tensor(name + ".weight", weights, [.. weight.Dimensions.Select(size => (long)size)]),
            graph.Tensor(name + ".bias", biases, outputs),
        ];
    }
}
