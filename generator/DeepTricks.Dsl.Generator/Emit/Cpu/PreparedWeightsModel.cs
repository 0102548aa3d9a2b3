using System.Collections.Generic;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>Emits the copies of the weights that prediction reads: batch normalization folded into the product before it, or made one factor and one summand.</summary>
internal sealed class PreparedWeightsModel(ProgramModel model)
{
    private readonly List<string> fields = [];
    private readonly List<string> lengths = [];
    private readonly List<string> taking = [];
    private readonly List<string> refreshing = [];

    /// <summary>Fields of normalizations that stand alone, which the loops read from the program itself.</summary>
    public List<string> NormalizationFields { get; } = [];

    public void AddProduct(Stage product, Node? normalization)
    {
        int layer = product.FirstLayer;
        string name = Names.Field(Names.Layer(model.Network, layer));
        int weight = model.ParameterIndex(layer, ParameterRole.Weight);
        int bias = model.ParameterIndex(layer, ParameterRole.Bias);
        fields.Add(name + "Weight");
        fields.Add(name + "Bias");
        if (normalization is null)
        {
            taking.Add($"{name}Weight = Tensor({weight});");
            taking.Add($"{name}Bias = Tensor({bias});");
            return;
        }

        lengths.Add($"PackedLength({weight})");
        lengths.Add($"PackedLength({model.ParameterIndex(normalization.Layer, ParameterRole.NormScale)})");
        taking.Add($"{name}Weight = Memory.Take(PackedLength({weight}));");
        taking.Add($"{name}Bias = Memory.Take(PackedLength({model.ParameterIndex(normalization.Layer, ParameterRole.NormScale)}));");
        refreshing.Add($"FoldNormalization({weight}, {model.ParameterIndex(normalization.Layer, ParameterRole.NormScale)}, {normalization.Layer}, {name}Weight, {name}Bias);");
    }

    /// <summary>Adds the transformed copy of a 3 by 3 convolution's weights.</summary>
    public void AddTransformed(Stage product)
    {
        string name = Names.Field(Names.Layer(model.Network, product.FirstLayer));
        int weight = model.ParameterIndex(product.FirstLayer, ParameterRole.Weight);
        fields.Add(name + "Transformed");
        lengths.Add($"TransformedLength({weight})");
        taking.Add($"{name}Transformed = Memory.Take(TransformedLength({weight}));");
        refreshing.Add($"Transform({weight}, {name}Weight, {name}Transformed);");
    }

    public void AddNormalization(Node normalization)
    {
        string name = Names.Field(model.Spec(normalization.Layer).Name);
        int scale = model.ParameterIndex(normalization.Layer, ParameterRole.NormScale);
        NormalizationFields.Add(name + "Factor");
        NormalizationFields.Add(name + "NormShift");
        foreach (string field in new[] { name + "Factor", name + "NormShift" })
        {
            fields.Add(field);
            lengths.Add($"PackedLength({scale})");
            taking.Add($"{field} = Memory.Take(PackedLength({scale}));");
        }

        refreshing.Add($"PrepareNormalization({scale}, {normalization.Layer}, {name}Factor, {name}NormShift);");
    }

    public void Write(CodeWriter writer, string className)
    {
        writer.Line("/// <summary>The weights as prediction reads them.</summary>");
        using (writer.Block("private sealed class Prepared : PreparedWeights"))
        {
            foreach (string field in fields)
            {
                writer.Line($"public readonly Floats {field};");
            }

            writer.Line();
            using (writer.Block($"public Prepared({className} network)\n    : base(network)"))
            {
                writer.Line($"Memory = NativeArena.For({(lengths.Count == 0 ? "16" : string.Join(", ", lengths))});");
                foreach (string statement in taking)
                {
                    writer.Line(statement);
                }
            }

            writer.Line();
            writer.Line("/// <inheritdoc/>");
            using (writer.Block("protected override void Refresh()"))
            {
                foreach (string statement in refreshing)
                {
                    writer.Line(statement);
                }
            }
        }
    }
}
