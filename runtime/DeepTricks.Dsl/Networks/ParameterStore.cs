using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl;

/// <summary>Allocates and initializes the stored tensors of a network.</summary>
internal static class ParameterStore
{
    /// <summary>One tensor for each parameter shape of each layer, in order, in one block of memory.</summary>
    /// <param name="shapes">The layers.</param>
    /// <param name="seed">Seed of the initial values.</param>
    /// <param name="whole">Whether weights are one panel of all outputs, as GPUs read them, rather than panels of two vectors.</param>
    public static (NativeArena Memory, IReadOnlyList<Parameter> Parameters) Create(IReadOnlyList<LayerShape> shapes, ulong seed, bool whole)
    {
        var layouts = shapes.SelectMany((shape, layer) => shape.Parameters.Select(p => (Layer: layer, Shape: p, Layout: LayoutOf(shape, p, whole)))).ToArray();
        long floats = layouts.Sum(l => RoundUp(l.Layout.Length, whole));
        var memory = new NativeArena(Math.Max(64, floats * sizeof(float)));
        var parameters = new List<Parameter>();
        foreach (var (layer, shape, layout) in layouts)
        {
            var parameter = new Parameter(shape, layer, layout, memory.Take(RoundUp(layout.Length, whole)));
            parameter.CopyFrom(InitialValues(shapes[layer], parameter, new RandomStream(seed, parameters.Count)));
            parameters.Add(parameter);
        }

        return (memory, parameters);
    }

    // GPUs update blocks of 64 numbers by one entry of a table.
    private static long RoundUp(long floats, bool whole) => whole ? (floats + 63) / 64 * 64 : (floats + 15) / 16 * 16;

    private static PackedLayout LayoutOf(LayerShape layer, ParameterShape parameter, bool whole)
    {
        if (parameter.Role != ParameterRole.Weight)
        {
            return PackedLayout.Vector(checked((int)parameter.Count));
        }

        int panel = whole ? TensorGeometry.RoundUp(parameter.Dimensions[0]) : 2 * VectorUnit.Lanes;
        if (layer.Layer.Kind == LayerKind.Dense)
        {
            return PackedLayout.Panels(layer.Output.Channels, layer.Input.Channels, checked((int)layer.Input.Positions), 1, panel);
        }

        int taps = (int)(parameter.Count / ((long)parameter.Dimensions[0] * parameter.Dimensions[1]));
        return PackedLayout.Panels(parameter.Dimensions[0], parameter.Dimensions[1], taps, layer.Layer.Int("Groups"), panel);
    }

    private static float[] InitialValues(LayerShape layer, Parameter parameter, RandomStream random)
    {
        var values = new float[parameter.Count];
        switch (parameter.Role)
        {
            case ParameterRole.Weight:
                int fanOut = parameter.Dimensions[0];
                long fanIn = parameter.Count / fanOut;
                long receptive = parameter.Dimensions.Skip(2).Aggregate(1L, (product, size) => product * size);
                Initializers.Fill(values, (InitKind)layer.Layer.Int("Init"), layer.Layer["Deviation"], layer.Layer.Kind == LayerKind.Dense, fanIn, fanOut * receptive, random);
                break;
            case ParameterRole.NormScale or ParameterRole.RunningVariance:
                Array.Fill(values, 1f);
                break;
            case ParameterRole.Slope:
                Array.Fill(values, (float)layer.Layer["Slope"]);
                break;
            case var role when LearnedRoles.IndexOf(role) is >= 0 and var learned:
                Array.Fill(values, (float)layer.Layer[layer.Layer.Function!.Learned[learned].Name]);
                break;
        }

        return values;
    }
}
