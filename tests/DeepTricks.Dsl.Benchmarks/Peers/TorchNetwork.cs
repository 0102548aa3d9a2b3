using DeepTricks.Dsl.Benchmarks.Networks;
using DeepTricks.Dsl.Shapes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepTricks.Dsl.Benchmarks.Peers;

/// <summary>One layer as TorchSharp computes it.</summary>
/// <param name="Shape">The layer in our language.</param>
/// <param name="Index">Its index in the declaration, by which others name its value.</param>
/// <param name="Inputs">The values that it reads.</param>
/// <param name="Module">What computes it from one value, or null for joins.</param>
internal sealed record TorchLayer(LayerShape Shape, int Index, IReadOnlyList<int> Inputs, nn.Module<Tensor, Tensor>? Module)
{
    /// <summary>The layer's output from the values that it reads.</summary>
    public Tensor Forward(IReadOnlyList<Tensor> values) => Shape.Layer.Kind switch
    {
        LayerKind.Concat => cat([.. values], 1),
        LayerKind.Add => values.Aggregate((sum, value) => sum + value),
        LayerKind.Multiply => values.Aggregate((product, value) => product * value),
        LayerKind.Rescale => (values[0] - Shape.Layer["Low"]) * (2 / (Shape.Layer["High"] - Shape.Layer["Low"])) - 1,
        LayerKind.Dense when Shape.Input.Rank == SampleRank.Image => Module!.forward(values[0].flatten(1)),
        _ => Module!.forward(values[0]),
    };
}

/// <summary>
/// A network in TorchSharp, layer by layer as it is declared in our language, with the same numbers in its tensors.
/// Answers with what comes before the loss. Images are batch, channels, height, width, as PyTorch has them.
/// </summary>
internal sealed class TorchNetwork : nn.Module<Tensor, Tensor>
{
    public TorchNetwork(NetworkSnapshot network)
        : base("network")
    {
        var layers = new List<TorchLayer>();
        for (int i = 0; i < network.Layers.Count - 1; i++)
        {
            var shape = network.Layers[i];
            if (!LayerSchema.Of(shape.Layer.Kind).IsWire)
            {
                layers.Add(new TorchLayer(shape, i, network.Wiring.InputsOf(i), Module(shape)));
            }
        }

        Layers = layers;
        foreach (var layer in Layers.Where(layer => layer.Module is not null))
        {
            register_module(layer.Shape.Layer.Name.Replace('.', '_'), layer.Module!);
        }

        Load(network);
    }

    /// <summary>The layers in order, without taps.</summary>
    public IReadOnlyList<TorchLayer> Layers { get; }

    public override Tensor forward(Tensor input) => Forward(input, (layer, values) => layer.Forward(values));

    /// <summary>The network's answer, each layer's value as the caller computes it.</summary>
    public Tensor Forward(Tensor input, Func<TorchLayer, IReadOnlyList<Tensor>, Tensor> compute)
    {
        var values = new Dictionary<int, Tensor> { [NetworkWiring.Sample] = input };
        foreach (var layer in Layers)
        {
            values[layer.Index] = compute(layer, [.. layer.Inputs.Select(value => values[value])]);
        }

        return values[Layers[^1].Index];
    }

    /// <summary>All tensors with our names for them, which are PyTorch's own.</summary>
    public IEnumerable<(string Name, Tensor Value)> Tensors()
    {
        foreach (var layer in Layers.Where(layer => layer.Module is not null))
        {
            var buffers = layer.Module!.named_buffers().Where(buffer => buffer.name != "num_batches_tracked");
            foreach (var (name, value) in layer.Module.named_parameters().Select(one => (one.name, (Tensor)one.parameter)).Concat(buffers.Select(one => (one.name, one.buffer))))
            {
                yield return ($"{layer.Shape.Layer.Name}.{name}", value);
            }
        }
    }

    /// <summary>Lays the convolutions' weights out with channels innermost, which makes the library compute in that order throughout.</summary>
    public void UseChannelsLast()
    {
        using var _ = no_grad();
        foreach (var layer in Layers)
        {
            if (layer.Module is Conv2d convolution)
            {
                convolution.weight = new TorchSharp.Modules.Parameter(convolution.weight!.detach().permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2));
            }
        }
    }

    private static nn.Module<Tensor, Tensor>? Module(LayerShape shape)
    {
        var layer = shape.Layer;
        int inputs = shape.Input.Channels;
        bool biased = shape.Parameters.Any(parameter => parameter.Role == ParameterRole.Bias);
        bool image = shape.Input.Rank == SampleRank.Image;
        switch (layer.Kind)
        {
            case LayerKind.Conv when image:
                return nn.Conv2d(
                    inputs,
                    layer.Int("Filters"),
                    layer.Int("Kernel"),
                    layer.Int("Stride"),
                    WindowGeometry.Of(layer, SampleRank.Image).PadY,
                    layer.Int("Dilation"),
                    groups: layer.Int("Groups"),
                    bias: biased);
            case LayerKind.Dense:
                return nn.Linear(shape.Input.Count, layer.Int("Units"), biased);
            case LayerKind.BatchNorm when image:
                return nn.BatchNorm2d(inputs, layer["Epsilon"], layer["Momentum"]);
            case LayerKind.BatchNorm when shape.Input.Rank == SampleRank.Vector:
                return nn.BatchNorm1d(inputs, layer["Epsilon"], layer["Momentum"]);
            case LayerKind.MaxPool when image:
                return nn.MaxPool2d(layer.Int("Window"), WindowGeometry.Of(layer, SampleRank.Image).StrideY);
            case LayerKind.AveragePool when image:
                return nn.AvgPool2d(layer.Int("Window"), WindowGeometry.Of(layer, SampleRank.Image).StrideY);
            case LayerKind.GlobalAveragePool when image:
                return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten());
            case LayerKind.Upsample when image:
                return nn.Upsample(scale_factor: [layer["Factor"], layer["Factor"]], mode: UpsampleMode.Nearest);
            case LayerKind.PRelu:
                return nn.PReLU(inputs, layer["Slope"]);
            case LayerKind.Relu:
                return nn.ReLU();
            case LayerKind.Dropout:
                return nn.Dropout(layer["Rate"]);
            case LayerKind.Rescale or LayerKind.Concat or LayerKind.Add or LayerKind.Multiply:
                return null;
            default:
                throw new NotSupportedException($"{layer.Kind} over a {shape.Input.Rank} has no translation to TorchSharp yet");
        }
    }

    private void Load(NetworkSnapshot network)
    {
        using var _ = no_grad();
        var left = network.Tensors.Keys.ToHashSet();
        foreach (var (name, value) in Tensors())
        {
            using var numbers = tensor(network.Tensors[name]).reshape(value.shape);
            value.copy_(numbers);
            left.Remove(name);
        }

        if (left.Count > 0)
        {
            throw new InvalidOperationException($"TorchSharp's network has no {string.Join(", ", left)}");
        }
    }
}
