using System.Collections.Generic;
using System.Linq;

namespace DeepTricks.Dsl.Shapes.Checks;

/// <summary>The order of the layers: input layers first, one loss last, nothing before it that it does itself, something to train.</summary>
internal static class OrderCheck
{
    /// <summary>What is wrong with the order.</summary>
    public static IEnumerable<Issue> Issues(NetworkSpec spec)
    {
        var layers = spec.Layers;
        if (layers.Count == 0)
        {
            return [new Issue(IssueIds.NothingToTrain, -1, null, "'" + spec.ClassName + "' has no layers; write them below [Network], the last one a loss, such as [Dense(10), SoftmaxCrossEntropy]")];
        }

        return InputLayers(layers).Concat(Loss(layers)).Concat(ActivationBeforeLoss(layers)).Concat(NothingTrained(spec));
    }

    private static IEnumerable<Issue> InputLayers(EquatableArray<LayerSpec> layers)
    {
        var first = layers.FirstOrDefault(layer => !LayerSchema.Of(layer.Kind).IsInputLayer);
        bool past = false;
        for (int i = 0; i < layers.Count; i++)
        {
            bool isInputLayer = LayerSchema.Of(layers[i].Kind).IsInputLayer;
            past |= !isInputLayer;
            if (past && isInputLayer)
            {
                yield return Problem(
                    IssueIds.InputLayerNotFirst, i, layers, "scales the input, but stands after '" + LayerText.Declaration(first!) + "' (" + first!.Name + "); move it to the top");
            }
        }
    }

    private static IEnumerable<Issue> Loss(EquatableArray<LayerSpec> layers)
    {
        int loss = layers.TakeWhile(layer => !LayerSchema.Of(layer.Kind).IsLoss).Count();
        if (loss == layers.Count)
        {
            yield return Problem(
                IssueIds.NoLoss, loss - 1, layers, "is the last layer, but the last one must be a loss; add SoftmaxCrossEntropy, BinaryCrossEntropy or MeanSquaredError");
        }
        else if (loss < layers.Count - 1)
        {
            yield return Problem(
                IssueIds.AfterLoss, loss + 1, layers, "stands after the loss '" + LayerText.Declaration(layers[loss]) + "' (" + layers[loss].Name + "); move it before the loss, or take it out");
        }
    }

    private static IEnumerable<Issue> ActivationBeforeLoss(EquatableArray<LayerSpec> layers)
    {
        for (int i = 0; i + 1 < layers.Count; i++)
        {
            if ((layers[i].Kind, layers[i + 1].Kind) is (LayerKind.Softmax, LayerKind.SoftmaxCrossEntropy) or (LayerKind.Sigmoid, LayerKind.BinaryCrossEntropy))
            {
                yield return Problem(
                    IssueIds.ActivationInLoss, i, layers, "is applied twice, because '" + LayerText.Declaration(layers[i + 1]) + "' (" + layers[i + 1].Name + ") contains it; take it out");
            }
        }
    }

    private static IEnumerable<Issue> NothingTrained(NetworkSpec spec)
    {
        if (!spec.Layers.Any(layer => LayerSchema.Of(layer.Kind).IsTrained))
        {
            yield return new Issue(IssueIds.NothingToTrain, -1, null, "'" + spec.ClassName + "' has no layer that learns; add Dense or Conv");
        }
    }

    private static Issue Problem(string id, int index, EquatableArray<LayerSpec> layers, string problem)
        => new(id, index, null, LayerText.Described(layers[index]) + " " + problem);
}
